package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --data} and the flags beside it make of files. */
class DataOptionsTest {
    @TempDir
    Path folder;

    private Schema trained(Object... data) {
        Path model = folder.resolve("m.st");
        List<Object> words = new ArrayList<>(List.of("train", "--hidden", 4, "--code", 2, "--epochs", 1, "--force"));
        words.addAll(List.of("--out", model));
        words.addAll(Arrays.asList(data));
        Run.good(words.toArray());
        try (Autoencoder loaded = Autoencoder.load(model)) {
            return loaded.spec().schema();
        }
    }

    private static void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
    }

    private Path series(int rows) {
        var text = new StringBuilder("when,id,a,b\n");
        for (int i = 0; i < rows; i++) {
            text.append("t%d,g%d,%d,%d%n".formatted(i, i / 4, i % 7, i * i % 11));
        }
        return Tables.file(folder, "series.csv", text.toString());
    }

    @Test
    void rowsOfACsvFileAreSequencesIfThatIsAskedFor() {
        Path file = Tables.file(folder, "rows.csv", "1,2,3,a\n2,3,4,b\n3,4,6,a\n4,1,2,b\n9,4,2,b\n3,4,5,a\n");
        assertThat(trained("--data", file, "--label-column", "last", "--sequence", "row", "--test-fraction", 0))
                .isEqualTo(Schema.sequence(List.of("value"), 3));
    }

    @Test
    void groupsOfRowsAndWindowsAreSequencesOfTheOtherColumns() {
        Path file = series(24);
        assertThat(trained("--data", file, "--sequence", "group:id", "--ignore", "when"))
                .isEqualTo(Schema.sequence(List.of("a", "b"), 4));
        assertThat(trained("--data", file, "--sequence", "windows:5,2", "--ignore", "when,id"))
                .isEqualTo(Schema.sequence(List.of("a", "b"), 5));
        assertThat(trained("--data", file, "--ignore", "when,id")).isEqualTo(Schema.numeric(List.of("a", "b")));
    }

    @Test
    void presetsAreShownForSequences() {
        String out = Run.good(
                        "presets", "--data", series(8), "--sequence", "windows:3", "--ignore", "when,id", "--json")
                .out();
        assertThat(out)
                .contains("\"schema\":{\"type\":\"sequence\",\"features\":[\"a\",\"b\"],\"steps\":3,\"shortest\":3}");
    }

    @Test
    void formsOfSequencesThatCannotBe() {
        Path file = series(8);
        for (String form : new String[] {"rows", "group:", "windows:", "windows:3,", "windows:-1", "windows:3:2"}) {
            refused(
                    "--sequence expects row, group:NAME or windows:LENGTH[,STEP], found '" + form + "'",
                    "train",
                    "--data",
                    file,
                    "--sequence",
                    form,
                    "--out",
                    folder.resolve("m.st"));
        }
        refused(
                "windows have at least 1 step and begin at least 1 step apart, found length 3 and step 0",
                "presets",
                "--data",
                file,
                "--sequence",
                "windows:3,0");
        refused(
                "--sequence makes sequences of a CSV file's rows, but sensors is built-in data; leave it out",
                "presets",
                "--data",
                "sensors",
                "--sequence",
                "row");
        refused("--sequence belongs to --data, which is missing", "presets", "--sequence", "row");
        refused(
                "series.csv, column 'when' holds texts, but the steps of a sequence are numbers; leave it out (--ignore when),"
                        + " or name it as the label",
                "presets",
                "--data",
                file,
                "--sequence",
                "windows:3");
    }
}
