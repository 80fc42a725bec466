package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.pretrain.BinaryClassifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Heads that are no softmax, from their flag to what `ae predict` and `ae info` read. */
class HeadKindsTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path model;
    private Path out;
    private Path csv;

    @BeforeEach
    void train() throws IOException {
        data = folder.resolve("d.csv");
        model = folder.resolve("m.st");
        out = folder.resolve("k.st");
        csv = folder.resolve("p.csv");
        List<String> lines = new ArrayList<>(List.of("a,b,c,kind,number,labels"));
        for (int i = 0; i < 120; i++) {
            double x = i / 120.0;
            boolean high = x > 0.5;
            lines.add("%s,%s,%s,%s,%s,%s"
                    .formatted(
                            x, 2 * x + 0.01 * (i % 7), 1 - x, high ? "high" : "low", 10 * x, high ? "hot|big" : "big"));
        }
        Files.write(data, lines);
        Run.good(with("train", "kind", "--code", 2, "--epochs", 5, "--out", model));
    }

    /** Words that take one column for the label and leave the other two out. */
    private Object[] with(String command, String label, Object... more) {
        List<String> others = new ArrayList<>(List.of("kind", "number", "labels"));
        others.remove(label);
        List<Object> words = new ArrayList<>(
                List.of(command, "--data", data, "--label-column", label, "--ignore", String.join(",", others)));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private ObjectNode tuned(String kind, String label, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of(with("finetune", label, "--encoder", model, "--out", out, "--head-kind", kind, "--json")));
        words.addAll(Arrays.asList(more));
        return Run.good(words.toArray()).json();
    }

    private ObjectNode predicted(String label) {
        return Run.good(with("predict", label, "--model", out, "--out", csv, "--json"))
                .json();
    }

    private static List<String> names(ObjectNode json) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void oneOfTwoClasses() throws IOException {
        ObjectNode json = tuned("binary", "kind", "--positive", "high", "--epochs", 20);
        assertThat(names(json)).containsExactly("accuracy", "trainRows", "testRows", "seconds", "model");
        assertThat(json.path("accuracy").doubleValue()).isGreaterThan(0.9);
        ObjectNode answers = predicted("kind");
        assertThat(names(answers)).containsExactly("rows", "accuracy", "out");
        assertThat(answers.path("accuracy").doubleValue()).isGreaterThan(0.9);
        assertThat(Files.readAllLines(csv)).hasSize(121).first().isEqualTo("class,p_low,p_high");
        try (BinaryClassifier loaded = BinaryClassifier.load(out)) {
            assertThat(loaded.positive()).isEqualTo("high");
        }
    }

    @Test
    void severalLabelsARow() throws IOException {
        ObjectNode json = tuned("multi-label", "labels", "--epochs", 200);
        assertThat(names(json))
                .containsExactly("subsetAccuracy", "microF1", "macroF1", "trainRows", "testRows", "seconds", "model");
        assertThat(json.path("subsetAccuracy").doubleValue()).isGreaterThan(0.9);
        ObjectNode answers = predicted("labels");
        assertThat(names(answers)).containsExactly("rows", "subsetAccuracy", "microF1", "macroF1", "out");
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("labels,p_big,p_hot");
        assertThat(lines.get(1)).startsWith("big,");
        assertThat(lines.get(120)).startsWith("big|hot,");
    }

    @Test
    void aNumber() throws IOException {
        ObjectNode json = tuned("regression", "number", "--head", "8", "--epochs", 100);
        assertThat(names(json)).containsExactly("meanSquaredError", "trainRows", "testRows", "seconds", "model");
        assertThat(json.path("meanSquaredError").doubleValue()).isLessThan(1); // the labels' variance is 8.3
        ObjectNode answers = predicted("number");
        assertThat(answers.path("meanSquaredError").doubleValue()).isLessThan(1);
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("prediction");
        assertThat(Double.parseDouble(lines.get(120))).isBetween(7.0, 13.0);
        assertThat(Run.good("info", out).out()).contains("regressor");
    }

    @Test
    void theNearestCodesVote() throws IOException {
        ObjectNode json = tuned("neighbours", "kind", "--distance", "cosine", "--neighbours", 3, "--seed", 7);
        assertThat(names(json)).containsExactly("accuracy", "trainRows", "testRows", "seconds", "model");
        assertThat(json.path("accuracy").doubleValue()).isGreaterThan(0.9);
        predicted("kind");
        assertThat(Files.readAllLines(csv)).hasSize(121).first().isEqualTo("class");
        ObjectNode info = Run.good("info", out, "--json").json();
        assertThat(info.path("kind").textValue()).isEqualTo("neighbour-classifier");
        assertThat(info.path("head").path("neighbours").intValue()).isEqualTo(3);
        assertThat(info.path("head").path("distance").textValue()).isEqualTo("COSINE");
    }

    @Test
    void rowsWithoutLabelsAreNotMeasured() {
        tuned("regression", "number", "--epochs", 1);
        ObjectNode json = Run.good(
                        "predict", "--model", out, "--data", data, "--ignore", "kind,number,labels", "--json")
                .json();
        assertThat(json.path("meanSquaredError").isNull()).isTrue();
    }

    private void refused(String message, String kind, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of(with("finetune", "kind", "--encoder", model, "--out", out, "--head-kind", kind)));
        words.addAll(Arrays.asList(more));
        Run run = Run.of(words.toArray());
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
        assertThat(out).doesNotExist();
    }

    @Test
    void flagsOfAnotherHead() {
        refused(
                "--head-kind has no 'regresion'; did you mean 'regression'? (known: softmax, binary, multi-label,"
                        + " regression, neighbours)",
                "regresion");
        refused(
                "--positive belongs to --head-kind binary, found softmax; leave it out, or choose that",
                "softmax",
                "--positive",
                "high");
        refused(
                "--neighbours belongs to --head-kind neighbours, found binary; leave it out, or choose that",
                "binary",
                "--neighbours",
                3);
        refused(
                "--unlabelled belongs to --head-kind softmax, found binary; leave it out, or choose that",
                "binary",
                "--labels-per-class",
                5,
                "--unlabelled",
                "rest");
        refused(
                "--labels-per-class draws rows of each class, and --head-kind regression has none; leave it out",
                "regression",
                "--labels-per-class",
                5);
        refused(
                "--epochs is about training, and --head-kind neighbours trains nothing; leave it out",
                "neighbours",
                "--epochs",
                3);
        refused(
                "--freeze is about training, and --head-kind neighbours trains nothing; leave it out",
                "neighbours",
                "--freeze",
                "all");
        refused("class weights need a softmax head, found a binary head", "binary", "--class-weights", "balanced");
        refused("d.csv: row 0 has the label 'low', expected a number", "regression");
    }
}
