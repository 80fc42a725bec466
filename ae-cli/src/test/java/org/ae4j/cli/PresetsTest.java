package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.data.Schema;
import org.ae4j.spec.Preset;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset through the command line. */
class PresetsTest {
    @TempDir
    Path folder;

    static List<String> names() {
        return Presets.names();
    }

    /** Words that name rows which suit a preset: a table, or else the rows of one as sequences. */
    private List<Object> rows(String preset) {
        boolean ofTables = Presets.suiting(Schema.numeric(List.of("a"))).stream()
                .anyMatch(one -> one.label().equals(preset));
        return ofTables
                ? List.of("--data", Tables.mixed(folder, 60), "--label-column", "label")
                : List.of("--data", Tables.mixed(folder, 60), "--ignore", "color,label", "--sequence", "row");
    }

    private static Object[] words(List<Object> rows, Object... before) {
        return Stream.concat(Stream.of(before), rows.stream()).toArray();
    }

    @ParameterizedTest
    @MethodSource("names")
    void trainsDescribesItselfAndGivesRowsBack(String preset) {
        List<Object> data = rows(preset);
        Path model = folder.resolve("m.st");
        ObjectNode json = Run.good(words(data, "train", "--preset", preset, "--epochs", 2, "--out", model, "--json"))
                .json();
        assertThat(json.path("preset").textValue()).isEqualTo(preset);
        assertThat(json.path("testMse").isNumber()).isTrue();
        assertThat(json.path("collapsed").isInt()).isTrue();
        assertThat(json.path("perplexity").isNumber()).isEqualTo(preset.equals("vector-quantized"));

        assertThat(Run.good("info", model).out())
                .contains("preset     " + preset)
                .contains("code       "
                        + new SpecWords(Run.good("info", model, "--json").json().path("spec")).code());
        Path codes = folder.resolve("codes.csv");
        Path decoded = folder.resolve("decoded.csv");
        Run.good(words(data, "encode", "--model", model, "--out", codes));
        Run.good("decode", "--model", model, "--data", codes, "--out", decoded);
        assertThat(decoded).content().hasLineCount(61);
        assertThat(decoded)
                .content()
                .startsWith(data.contains("--sequence") ? "value[0],value[1],value[2]\n" : "a,b,c,color\n");
    }

    @Test
    void areListed() {
        List<String> lines = Run.good("presets").out().lines().toList();
        assertThat(lines).hasSize(Presets.all().size());
        for (Preset preset : Presets.all()) {
            String line = lines.get(preset.ordinal());
            assertThat(line)
                    .startsWith(preset.label() + " ")
                    .contains(preset.use())
                    .endsWith(preset.paper());
            assertThat(line.indexOf(preset.paper())).isEqualTo(lines.get(0).indexOf("Hinton"));
        }
        ObjectNode json = Run.good("presets", "--json").json();
        assertThat(json.at("/presets").findValuesAsText("name")).isEqualTo(Presets.names());
        assertThat(json.at("/presets/2/paper").textValue()).isEqualTo("Ng 2011");
    }

    @Test
    void areSizedForData() {
        Run run = Run.good("presets", "--data", Tables.mixed(folder, 10), "--label-column", "last", "--json");
        assertThat(run.json().at("/presets/0/spec/bottleneck/size").intValue()).isEqualTo(2);
        assertThat(run.err())
                .contains("dense                      hidden 64-32, relu; code 2 numbers")
                .contains("denoising                  hidden 256, swish; code 64 numbers; gaussian 0.6");
        assertThat(Run.of("presets", "--label-column", "last").error())
                .isEqualTo("ae: --label-column belongs to --data, which is missing");
    }

    @Test
    void areInTheReadme() throws Exception {
        String readme = Files.readString(Path.of("../README.md"));
        for (Preset preset : Presets.all()) {
            assertThat(readme).contains("| `%s` | %s | %s |".formatted(preset.label(), preset.use(), preset.paper()));
        }
    }
}
