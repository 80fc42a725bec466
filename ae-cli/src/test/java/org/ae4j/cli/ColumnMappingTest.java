package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.ae4j.pretrain.PretrainedEncoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model is applied to another table by the names of its columns. */
class ColumnMappingTest {
    @TempDir
    static Path folder;

    private static Path data;
    private static Path model;
    private static Path encoder;

    @BeforeAll
    static void train() {
        data = Tables.mixed(folder, 80);
        model = folder.resolve("m.st");
        encoder = folder.resolve("e.st");
        Run.good("train", "--data", data, "--label-column", "label", "--code", 2, "--epochs", 3, "--out", model);
        try (PretrainedEncoder own = PretrainedEncoder.load(model)) {
            own.save(encoder);
        }
    }

    /** The table a, b, c, color, label with each line's cells changed. */
    private static Path changed(String name, UnaryOperator<List<String>> change) throws Exception {
        var text = new StringBuilder();
        for (String line : Files.readAllLines(data)) {
            text.append(String.join(",", change.apply(new ArrayList<>(Arrays.asList(line.split(","))))))
                    .append('\n');
        }
        return Tables.file(folder, name, text.toString());
    }

    private static List<String> reordered(List<String> cells) {
        return List.of(cells.get(3), cells.get(4), cells.get(2), cells.get(0), cells.get(1));
    }

    private static Object[] encode(Path table, Path out) {
        return new Object[] {"encode", "--model", model, "--data", table, "--label-column", "label", "--out", out};
    }

    private static Object[] finetune(Path table, Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of(
                "finetune",
                "--encoder",
                encoder,
                "--data",
                table,
                "--label-column",
                "label",
                "--epochs",
                2,
                "--skip-comparison",
                "--out",
                out));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private static void refused(String message, Path table) {
        Path out = folder.resolve("refused");
        for (Object[] words : List.of(encode(table, out), finetune(table, out))) {
            Run run = Run.of(words);
            assertThat(run.error()).isEqualTo("ae: " + message);
            assertThat(run.code()).isEqualTo(2);
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void anotherOrderGivesTheSame() throws Exception {
        Path other = changed("reordered.csv", ColumnMappingTest::reordered);
        Path codes = folder.resolve("codes.csv");
        Path codesOfOther = folder.resolve("codes-of-other.csv");
        Run.good(encode(data, codes));
        Run.good(encode(other, codesOfOther));
        assertThat(codesOfOther).hasSameTextualContentAs(codes);
        Path kinds = folder.resolve("kinds.st");
        Path kindsOfOther = folder.resolve("kinds-of-other.st");
        ObjectNode one = Run.good(finetune(data, kinds, "--json")).json();
        ObjectNode two = Run.good(finetune(other, kindsOfOther, "--json")).json();
        assertThat(two.path("accuracy")).isEqualTo(one.path("accuracy"));
        assertThat(Files.mismatch(kinds, kindsOfOther)).isEqualTo(-1);
    }

    @Test
    void aMissingColumnIsNamed() throws Exception {
        Path table = changed("missing.csv", cells -> List.of(cells.get(0), cells.get(2), cells.get(3), cells.get(4)));
        refused("model expects 4 features, missing.csv has 3 (missing: b)", table);
    }

    @Test
    void anExtraColumnIsNamedAndMayBeLeftOut() throws Exception {
        Path table = changed("extra.csv", cells -> {
            cells.add(1, cells.get(0).equals("a") ? "pressure" : "7");
            return cells;
        });
        refused(
                "model expects 4 features, extra.csv has 5 (not expected: pressure); leave out what is no feature, or name"
                        + " it as the label",
                table);
        Path codes = folder.resolve("codes-of-extra.csv");
        Run.good(
                "encode",
                "--model",
                model,
                "--data",
                table,
                "--label-column",
                "label",
                "--ignore",
                "pressure",
                "--out",
                codes);
        Path before = folder.resolve("codes-before.csv");
        Run.good(encode(data, before));
        assertThat(codes).hasSameTextualContentAs(before);
    }

    @Test
    void aRenamedColumnIsRecognised() throws Exception {
        Path table = changed("renamed.csv", cells -> {
            cells.replaceAll(cell -> cell.equals("color") ? "Colour" : cell);
            return cells;
        });
        refused(
                "model expects 4 features, renamed.csv has 4 (missing: color; not expected: Colour; is 'Colour' meant for"
                        + " 'color'?); leave out what is no feature, or name it as the label",
                table);
    }

    @Test
    void columnsWithoutNamesGoByPlace() throws Exception {
        List<String> lines = Files.readAllLines(data);
        Path bare = Tables.file(folder, "bare.csv", String.join("\n", lines.subList(1, lines.size())));
        Path codes = folder.resolve("codes-of-bare.csv");
        Path before = folder.resolve("codes-by-name.csv");
        Run.good(
                "encode", "--model", model, "--data", bare, "--label-column", "last", "--header", "no", "--out", codes);
        Run.good(encode(data, before));
        assertThat(codes).hasSameTextualContentAs(before);
    }
}
