package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.TestData;
import org.ae4j.file.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ae finetune --label-efficiency}. */
class LabelEfficiencyCommandTest {
    @TempDir
    Path folder;

    private Path model;
    private Path out;

    @BeforeEach
    void name() {
        model = folder.resolve("m.st");
        out = folder.resolve("study.json");
    }

    private Object[] words(Object data, Object... more) {
        List<Object> words = new ArrayList<>(List.of("finetune", "--encoder", model, "--data", data, "--label-column"));
        words.addAll(List.of("last", "--out", out));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    @Test
    void digitsShowWhatAnEncoderIsWorth() throws Exception {
        Path digits = TestData.require("sklearn/digits.csv.gz");
        Run.good("train", "--data", digits, "--label-column", "last", "--code", 16, "--epochs", 20, "--out", model);
        Path chart = folder.resolve("study.svg");
        ObjectNode json = Run.good(
                        words(digits, "--label-efficiency", "2,10,all", "--draws", 2, "--chart", chart, "--json"))
                .json();
        assertThat(json.path("draws").intValue()).isEqualTo(2);
        assertThat(json.path("testRows").intValue()).isEqualTo(359);
        assertThat(json.path("out").asText()).isEqualTo(out.toString());
        List<String> names = json.path("methods").findValuesAsText("method");
        assertThat(names)
                .containsExactly(
                        "input, linear",
                        "input, nearest row",
                        "from scratch",
                        "PCA-16, label propagation",
                        "PCA-16, label propagation, then from scratch",
                        "codes, linear",
                        "codes, nearest row",
                        "fine-tuned",
                        "codes, label propagation",
                        "codes, label propagation, then fine-tuned");
        for (JsonNode method : json.path("methods")) {
            JsonNode few = method.path("points").path(0);
            JsonNode some = method.path("points").path(1);
            JsonNode all = method.path("points").path(2);
            assertThat(few.path("labelsPerClass").intValue()).isEqualTo(2);
            assertThat(few.path("accuracies")).hasSize(2);
            assertThat(some.path("rows").intValue()).isEqualTo(100);
            assertThat(some.path("mean").doubleValue()).as(method.toString()).isBetween(.7, 1.0);
            assertThat(all.path("labelsPerClass").isNull()).isTrue();
            assertThat(all.path("rows").intValue()).isEqualTo(1438);
            boolean needsOthers = method.path("method").asText().contains(", then ");
            assertThat(all.path("mean").isNull()).isEqualTo(needsOthers);
        }
        JsonNode stored = Json.parse(Files.readString(out), "study");
        assertThat(stored.path("methods")).isEqualTo(json.path("methods"));
        assertThat(Files.readString(chart)).startsWith("<svg ").contains("digits.csv.gz: accuracy by labels per class");
    }

    @Test
    void peopleReadControlsFirst() {
        Path data = Tables.mixed(folder, 120);
        Run.good("train", "--data", data, "--label-column", "last", "--code", 2, "--epochs", 5, "--out", model);
        Run run = Run.good(words(data, "--label-efficiency", "3", "--epochs", 2));
        assertThat(run.out())
                .containsPattern("accuracy on 24 test rows, %, mean and standard deviation of 3 draws\n"
                        + "  labels per class +3\n"
                        + "without the encoder\n"
                        + "  input, linear +[0-9.]+ ± [0-9.]+\n"
                        + "  input, nearest row +[0-9.]+ ± [0-9.]+\n"
                        + "  from scratch ")
                .containsPattern("with it\n  codes, linear +[0-9.]+ ± [0-9.]+\n")
                .contains("figures written to " + out);
        assertThat(run.err()).containsPattern("input, linear, 3 per class, draw 1: [0-9.]+ %\n");
    }

    @Test
    void someMethodsAlone() {
        Path data = Tables.mixed(folder, 120);
        Run.good("train", "--data", data, "--label-column", "last", "--code", 2, "--epochs", 1, "--out", model);
        Run exact = Run.good(
                words(data, "--label-efficiency", "3", "--epochs", 1, "--method", "from scratch", "--force", "--json"));
        assertThat(exact.json().path("methods").findValuesAsText("method")).containsExactly("from scratch");
        assertThat(exact.err()).contains("without the encoder\n").doesNotContain("with it\n");
        Path page = folder.resolve("r.html");
        Run run = Run.good(words(
                data,
                "--label-efficiency",
                "3",
                "--method",
                "nearest",
                "--method",
                "input, l",
                "--report",
                page,
                "--force",
                "--json"));
        assertThat(run.json().path("methods").findValuesAsText("method"))
                .containsExactly("input, linear", "input, nearest row", "codes, nearest row");
        Run.good(words(data, "--label-efficiency", "3", "--method", "codes, linear", "--report", page, "--force"));
        assertThat(page)
                .content()
                .containsPattern("With 3 labels per class codes, linear names [0-9.]+ % ± [0-9.]+ % of the test");
    }

    @Test
    void whatCannotBe() {
        Path data = Tables.mixed(folder, 120);
        Run.good("train", "--data", data, "--label-column", "last", "--code", 2, "--epochs", 1, "--out", model);
        refused(
                "--label-efficiency expects numbers of labels per class, or all, found 'x'",
                data,
                "--label-efficiency",
                "x");
        refused(
                "a study of labels needs at least one number of labels per class, each at least 1, found [0]",
                data,
                "--label-efficiency",
                "0");
        refused("class 'high' has 56 rows, 60 were asked for", data, "--label-efficiency", "2,60");
        refused("--method belongs to --label-efficiency, which is missing", data, "--method", "codes");
        refused(
                "no method of the study has 'kodes' in its name; there are input, linear; input, nearest row; from scratch;"
                        + " PCA-2, label propagation; PCA-2, label propagation, then from scratch; codes, linear; codes,"
                        + " nearest row; fine-tuned; codes, label propagation; codes, label propagation, then fine-tuned",
                data,
                "--label-efficiency",
                "2",
                "--method",
                "kodes");
        refused("--draws belongs to --label-efficiency, which is missing", data, "--draws", "2");
        refused("--chart belongs to --label-efficiency, which is missing", data, "--chart", folder.resolve("f.svg"));
        refused(
                "--label-efficiency draws labels itself; leave out --labels-per-class and --unlabelled",
                data,
                "--label-efficiency",
                "2",
                "--labels-per-class",
                "2");
        refused(
                "--label-efficiency measures on test rows; name some by --test or --test-fraction",
                data,
                "--label-efficiency",
                "2",
                "--test-fraction",
                "0");
        refused(
                model + " already exists; choose another name or pass --force to replace it",
                data,
                "--label-efficiency",
                "2",
                "--chart",
                model);
    }

    private void refused(String message, Object data, Object... more) {
        Run run = Run.of(words(data, more));
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }
}
