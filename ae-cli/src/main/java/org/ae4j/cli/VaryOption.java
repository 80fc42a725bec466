package org.ae4j.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.pretrain.compare.Variant;
import picocli.CommandLine.Option;

/** What is varied, one choice after the other. */
final class VaryOption {
    static final String AUTO = "auto";
    static final String LEARNING_RATE = "learning-rate";

    @Option(
            names = "--vary",
            required = true,
            paramLabel = "KEY=A,B",
            description = "A flag of `ae train` without its dashes and the values to try, + standing for a comma inside"
                    + " one: activation=relu,tanh; hidden=256,256+64; corruption=none,affine+masking:0.3; batch-norm=yes."
                    + " Also clipping=none,norm:1,value:0.5; pretrained=M, a model or an encoder's file to train on from; learning-rate=auto,"
                    + " what a range test finds. May be given several times: each value is compared with the baseline.")
    private List<String> varied = List.of();

    /** The settings, in the order of the flags, a list of values each. */
    List<List<Setting>> settings() {
        var all = new ArrayList<List<Setting>>();
        var keys = new HashSet<String>();
        for (String text : varied) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            Variations.check(key);
            List<String> values = equals < 0
                    ? List.of()
                    : Stream.of(text.substring(equals + 1).split(",", -1)).toList();
            if (values.isEmpty() || values.stream().anyMatch(String::isBlank)) {
                throw new WrongInput("--vary expects KEY=A,B, found '" + text + "'");
            }
            if (!keys.add(key)) {
                throw new WrongInput("--vary " + key + " is given twice; put its values behind one, by comma");
            }
            all.add(values.stream()
                    .distinct()
                    .map(value -> new Setting(key, value))
                    .toList());
        }
        return all;
    }

    /** One variant a setting. */
    static List<Variant> variants(List<Setting> settings, Variations variations) {
        return settings.stream()
                .map(setting -> new Variant(setting.toString(), variations.recipe(List.of(setting))))
                .toList();
    }
}
