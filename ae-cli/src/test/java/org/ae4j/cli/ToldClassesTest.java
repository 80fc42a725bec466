package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that must be told each row's class, through every command. */
class ToldClassesTest {
    @TempDir
    static Path folder;

    private static Path data;
    private static Path bare;
    private static Path model;
    private static Path plain;

    @BeforeAll
    static void trainModels() {
        data = Tables.mixed(folder, 120);
        model = folder.resolve("told.st");
        plain = folder.resolve("plain.st");
        Run.good(train(model, "--condition"));
        Run.good(train(plain));
        bare = folder.resolve("bare.csv");
        Run.good("reconstruct", "--model", plain, "--data", data, "--label-column", "label", "--out", bare);
    }

    private static Object[] train(Path out, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("train", "--data", data, "--label-column", "label", "--epochs", 3, "--out", out, "--code", 2));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private static void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.error()).isEqualTo("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void labelledRowsPassThroughEveryCommand() {
        for (String command : List.of("encode", "reconstruct")) {
            Path out = folder.resolve(command + ".csv");
            Run.good(command, "--model", model, "--data", data, "--label-column", "label", "--out", out);
            assertThat(out).content().hasLineCount(121).doesNotContain("label");
        }
        ObjectNode evaluated = Run.good(
                        "evaluate", "--model", model, "--data", data, "--label-column", "label", "--json")
                .json();
        assertThat(evaluated.path("mse").isNumber()).isTrue();
        Run.good(
                "train",
                "--data",
                data,
                "--label-column",
                "label",
                "--epochs",
                1,
                "--from",
                model,
                "--out",
                folder.resolve("on.st"));
    }

    @Test
    void rowsWithoutLabelsAreRefused() {
        String message =
                "the model is class-conditional and must be told each row's class, one of high, low, but bare.csv has no"
                        + " labels; name them by --label-column (CSV) or --labels (IDX)";
        Path out = folder.resolve("never.csv");
        refused(message, "encode", "--model", model, "--data", bare, "--out", out);
        refused(message, "reconstruct", "--model", model, "--data", bare, "--out", out);
        refused(message, "evaluate", "--model", model, "--data", bare);
        refused(message, "detect", "--model", model, "--data", bare);
        assertThat(out).doesNotExist();
    }

    @Test
    void codesAreDecodedAsTheClassThatIsNamed() throws Exception {
        Path codes = folder.resolve("codes.csv");
        Run.good("encode", "--model", model, "--data", data, "--label-column", "label", "--out", codes);
        Path high = folder.resolve("high.csv");
        Path low = folder.resolve("low.csv");
        Run.good("decode", "--model", model, "--data", codes, "--class", "high", "--out", high);
        Run.good("decode", "--model", model, "--data", codes, "--class", "low", "--out", low);
        assertThat(high).content().hasLineCount(121).isNotEqualTo(Files.readString(low));

        Path out = folder.resolve("never.csv");
        refused(
                "the model is class-conditional and decodes codes as one class; name it by --class, one of high, low",
                "decode",
                "--model",
                model,
                "--data",
                codes,
                "--out",
                out);
        refused(
                "the model knows no class 'lo'; did you mean 'low'? (known: high, low)",
                "decode",
                "--model",
                model,
                "--data",
                codes,
                "--class",
                "lo",
                "--out",
                out);
        refused(
                "--class needs a class-conditional model, and this one is none; leave it out",
                "decode",
                "--model",
                plain,
                "--data",
                codes,
                "--class",
                "low",
                "--out",
                out);
    }

    @Test
    void labelsOfDetectionAreClassesUnlessOneIsNormal() {
        Object[] detect = {
            "detect", "--model", model, "--data", data, "--label-column", "label", "--calibration", data, "--json"
        };
        ObjectNode json = Run.good(detect).json();
        assertThat(json.path("rows").intValue()).isEqualTo(120);
        assertThat(json.path("threshold").isNumber()).isTrue();
        assertThat(json.path("auroc").isNull()).isTrue();

        List<Object> normal = new ArrayList<>(Arrays.asList(detect));
        normal.addAll(List.of("--normal", "low", "--quantile", 0.9));
        assertThat(Run.good(normal.toArray()).json().path("auroc").isNumber()).isTrue();
    }

    @Test
    void whatCannotBeToldIsRefused() {
        Path out = folder.resolve("never.st");
        refused(
                "a class-conditional model does not impute; train one without --condition",
                "impute",
                "--model",
                model,
                "--data",
                bare,
                "--out",
                out);
        refused(
                "a class-conditional encoder is told the class that a classifier should find; train one without --condition",
                "finetune",
                "--encoder",
                model,
                "--data",
                data,
                "--label-column",
                "label",
                "--out",
                out);
        refused(
                "the model of --from keeps its specification: leave out --code, --condition, --beta",
                train(out, "--from", model, "--condition", "--beta", 2));
        assertThat(out).doesNotExist();
    }
}
