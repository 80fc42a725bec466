package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    @Test
    void namesEveryCommand() {
        String help = Run.good("--help").out();
        assertThat(help)
                .contains(
                        "demo",
                        "split",
                        "presets",
                        "train",
                        "encode",
                        "decode",
                        "reconstruct",
                        "sample",
                        "impute",
                        "detect",
                        "evaluate",
                        "import",
                        "finetune",
                        "predict",
                        "publish",
                        "info");
        assertThat(Run.good("--version").out()).startsWith("ae ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "split",
                "presets",
                "train",
                "encode",
                "decode",
                "reconstruct",
                "sample",
                "impute",
                "detect",
                "evaluate",
                "import",
                "finetune",
                "predict",
                "publish",
                "info"
            })
    void everyCommandHasAnExampleWithFlagsThatItHas(String command) {
        String help = Run.good(command, "--help").out();
        String examples = help.substring(help.indexOf("Example"));
        assertThat(examples).contains("ae " + command + " ");
        String options = help.substring(0, help.indexOf("Example"));
        examples.lines()
                .filter(line -> line.startsWith("  ae " + command))
                .flatMap(line -> line.replaceAll(";.*", "").lines())
                .flatMap(line -> java.util.Arrays.stream(line.split(" ")))
                .filter(word -> word.startsWith("--"))
                .forEach(flag -> assertThat(options).contains(flag));
    }
}
