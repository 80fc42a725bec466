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

class DetectCommandTest {
    @TempDir
    static Path shared;

    private static Path train;
    private static Path calibration;
    private static Path test;
    private static Path model;
    private static Path bare;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() {
        Path all = Tables.broken(shared, "all.csv", 1000, 1);
        Run.good(
                "split",
                "--data",
                all,
                "--label-column",
                "last",
                "--one-class",
                0,
                "--fractions",
                "0.5,0.1,0.2,0.2",
                "--out",
                shared.resolve("parts"));
        train = shared.resolve("parts/train.csv");
        calibration = shared.resolve("parts/calibration.csv");
        test = shared.resolve("parts/test.csv");
        model = train(shared.resolve("m.st"));
        bare = train(shared.resolve("bare.st"), "--reference-codes", 0);
    }

    private static Path train(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("train", "--data", train, "--label-column", "last"));
        words.addAll(List.of("--code", 1, "--epochs", 60, "--batch-size", 32, "--test-fraction", 0, "--out", out));
        words.addAll(Arrays.asList(more));
        Run.good(words.toArray());
        return out;
    }

    private static Object[] words(Path used, Object... more) {
        List<Object> words =
                new ArrayList<>(List.of("detect", "--model", used, "--data", test, "--label-column", "last"));
        words.addAll(Arrays.asList(more));
        return words.toArray();
    }

    private static Run detect(Path used, Object... more) {
        return Run.good(words(used, more));
    }

    private static void refused(String message, Object... words) {
        Run run = Run.of(words);
        assertThat(run.err().lines()).as(run.err()).contains("ae: " + message);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void flagsWhatIsStrangeAndSaysWhy() throws Exception {
        Path scores = folder.resolve("s.csv");
        ObjectNode json = detect(model, "--calibration", calibration, "--reference", train, "--out", scores, "--json")
                .json();
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "rows",
                        "flagged",
                        "threshold",
                        "score",
                        "auroc",
                        "averagePrecision",
                        "knnAuroc",
                        "out",
                        "stepScores",
                        "detector",
                        "report");
        assertThat(json.path("rows").intValue()).isEqualTo(280);
        assertThat(json.path("flagged").intValue()).isBetween(85, 110);
        assertThat(json.path("threshold").isNumber()).isTrue();
        assertThat(json.path("score").textValue()).isEqualTo("combined");
        assertThat(json.path("auroc").doubleValue()).isBetween(0.97, 1.0);
        assertThat(json.path("averagePrecision").doubleValue()).isBetween(0.95, 1.0);
        assertThat(json.path("knnAuroc").doubleValue()).isBetween(0.9, 1.0);
        List<String> lines = Files.readAllLines(scores);
        assertThat(lines.get(0)).isEqualTo("row,score,p_value,flagged,column,found,expected,label");
        assertThat(lines).hasSize(281);
        List<String> flagged =
                lines.stream().filter(line -> line.contains(",true,")).toList();
        assertThat(flagged).hasSize(json.path("flagged").intValue());
        long blamesB =
                flagged.stream().filter(line -> line.contains(",true,b,")).count();
        assertThat(blamesB).isGreaterThan(flagged.size() * 8 / 10);
        assertThat(lines.stream().filter(line -> line.contains(",false,"))).allMatch(line -> line.contains(",,,"));
    }

    @Test
    void aSavedDetectorSaysTheSame() {
        Path detector = folder.resolve("d.st");
        ObjectNode made = detect(
                        model, "--calibration", calibration, "--quantile", 0.95, "--save-detector", detector, "--json")
                .json();
        ObjectNode loaded = detect(detector, "--json").json();
        for (String figure : List.of("rows", "flagged", "threshold", "score", "auroc", "averagePrecision")) {
            assertThat(loaded.path(figure)).as(figure).isEqualTo(made.path(figure));
        }
        assertThat(Run.good("info", detector).out())
                .contains("d.st: detector, ")
                .contains("detector by combined, flags above the quantile 0.95 of 180 healthy rows");
        refused(
                "the detector " + detector + " keeps its score and quantile: leave out --score and --quantile, or"
                        + " calibrate anew by --calibration",
                words(detector, "--quantile", 0.9));
    }

    @Test
    void withoutCalibrationThereAreScoresAlone() {
        Run run = detect(model, "--json");
        assertThat(run.json().path("threshold").isNull()).isTrue();
        assertThat(run.json().path("flagged").intValue()).isZero();
        assertThat(run.json().path("auroc").doubleValue()).isGreaterThan(0.97);
        assertThat(run.err())
                .contains("no threshold: --calibration names healthy rows, which training never saw, to set one by");
    }

    @Test
    void tooFewCalibrationRowsAreRefusedOnlyWhereALevelWasAskedFor() {
        Path few = Tables.broken(folder, "few.csv", 50, 3);
        Run run = detect(model, "--calibration", few, "--json");
        assertThat(run.json().path("threshold").isNull()).isTrue();
        assertThat(run.err())
                .contains(
                        "no threshold: few.csv gives 45 healthy rows, the quantile 0.99 needs 99; give more or a lower"
                                + " --quantile");
        refused(
                "the quantile 0.99 needs at least 99 calibration rows, found 45; give more rows or a lower quantile",
                words(model, "--calibration", few, "--quantile", 0.99));
        refused("a threshold's quantile lies in (0, 1), found 1.0", words(model, "--quantile", 1));
        refused("a threshold's quantile lies in (0, 1), found 0.0", words(model, "--quantile", 0));
        refused(
                "--quantile needs healthy rows to set the threshold by; name them by --calibration",
                words(model, "--quantile", 0.9));
        refused(
                "few.csv has no row labelled 'fine' (known: 0, 1)",
                words(model, "--calibration", few, "--normal", "fine"));
    }

    @Test
    void trainingRowsPromiseNothing() {
        String warning = "the model was trained on these very ";
        assertThat(detect(model, "--calibration", train).err())
                .contains(warning + "calibration rows: p-values and the threshold promise nothing");
        assertThat(Run.good("detect", "--model", model, "--data", train, "--label-column", "last")
                        .err())
                .contains(warning + "rows: p-values and the threshold promise nothing");
        assertThat(detect(model, "--calibration", calibration).err()).doesNotContain(warning);
    }

    @Test
    void aModelWithoutReferenceCodesIsScoredByItsError() {
        assertThat(detect(bare, "--json").json().path("score").textValue()).isEqualTo("error");
        refused(
                "the score 'neighbours' needs at least 2 training codes, the model keeps 0; train with more reference"
                        + " codes, or choose 'error'",
                words(bare, "--score", "neighbours"));
        assertThat(Run.good("info", model).out()).contains("keeps the codes of 450 training rows, for detection");
        assertThat(Run.good("info", bare).out()).doesNotContain("keeps the codes");
    }

    @Test
    void otherModelsAreRefused() {
        Path kinds = folder.resolve("k.st");
        Path all = shared.resolve("all.csv");
        Run.good(
                "finetune",
                "--encoder",
                model,
                "--data",
                all,
                "--label-column",
                "last",
                "--epochs",
                1,
                "--skip-comparison",
                "--out",
                kinds);
        refused(
                kinds + " holds a classifier, expected an autoencoder or a detector; choose a file that holds an"
                        + " autoencoder or a detector",
                words(kinds));
    }

    @Test
    void labelsOfOneKindMeasureNothing() {
        Run run = detect(model, "--normal", "fine", "--json");
        assertThat(run.json().path("auroc").isNull()).isTrue();
        assertThat(run.err())
                .contains(
                        "not measured, 'fine' being normal: AUROC needs positive and negative rows, found 280 positive"
                                + " and 0 negative");
    }
}
