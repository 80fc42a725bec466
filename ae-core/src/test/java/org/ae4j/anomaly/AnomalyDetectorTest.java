package org.ae4j.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.ae4j.IncompatibleDataException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Column;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.Split;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a table whose third column is the sum of two others, and whose category says which is larger. */
class AnomalyDetectorTest {
    private static final Threshold THRESHOLD = Threshold.quantile(0.95);

    @TempDir
    static Path folder;

    private static Parts parts;
    private static Autoencoder model;
    private static AnomalyDetector detector;

    @BeforeAll
    static void train() {
        parts = sums(900).split(Split.train(.5).calibration(.3).test(.2));
        var spec = Presets.denoising(parts.train().schema()).hidden(64).code(8);
        TrainingPlan plan =
                TrainingPlan.defaultsFor(spec).epochs(60).minSteps(0).batchSize(32);
        model = Trainer.of(spec, plan).fit(parts.train()).model();
        detector = AnomalyDetector.calibrate(model, parts.calibration(), THRESHOLD);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void brokenRelationIsFlaggedAndExplainedInRawUnits() {
        Samples broken = row(20, 80, 190, 1);
        Detection detection = detector.detect(broken);
        assertThat(detection.flagged()).hasSize(1);
        Finding finding = detection.flagged().get(0);
        assertThat(finding.pValue()).hasValueCloseTo(1 / 271.0, within(1e-12));
        Cause cause = finding.explanation().get(0);
        assertThat(cause.column().name()).isEqualTo("sum");
        assertThat(cause.found()).isEqualTo(190);
        assertThat(cause.expected()).isCloseTo(100, within(20f));
        assertThat(cause.share()).isBetween(0.5, 1.0);
        assertThat(finding.toString())
                .matches("row 0, score [0-9.]+, p-value 0\\.0037: sum 190 \\(expected [0-9.]+, [0-9]+ %\\).*");
    }

    @Test
    void categoryIsExplainedByName() {
        Finding finding = detector.detect(row(15, 85, 100, 0)).all().get(0);
        assertThat(finding.explanation().get(0).toString()).startsWith("larger a (expected b, ");
    }

    @Test
    void allRowsComeInOrderAndFlaggedAreThoseAboveTheThreshold() {
        Detection detection = detector.detect(parts.test());
        assertThat(detection.all()).hasSize(parts.test().rows());
        assertThat(detection.all()).extracting(Finding::row).isSorted();
        double threshold = detector.threshold().orElseThrow();
        assertThat(detection.threshold()).hasValue(threshold);
        assertThat(detection.all()).allSatisfy(f -> assertThat(f.flagged()).isEqualTo(f.score() > threshold));
        assertThat(detection.flagged()).hasSizeBetween(1, 25);
    }

    @ParameterizedTest
    @EnumSource(Score.class)
    void scoreOfARowDoesNotDependOnItsBatch(Score score) {
        try (var scores = AnomalyDetector.uncalibrated(model, score)) {
            double[] together = scores.detect(parts.test()).scores();
            for (int i = 0; i < 20; i++) {
                double alone = scores.detect(parts.test().select(i)).scores()[0];
                assertThat(alone).isCloseTo(together[i], within(1e-4 * Math.max(1, Math.abs(together[i]))));
            }
            assertThat(scores.detect(parts.test()).scores()).isEqualTo(together);
        }
    }

    @ParameterizedTest
    @EnumSource(Score.class)
    void fileGivesBackTheSameAnswers(Score score) {
        Path file = folder.resolve(score + ".safetensors");
        try (var saved = AnomalyDetector.calibrate(model, parts.calibration(), THRESHOLD, score)) {
            saved.save(file);
            try (AnomalyDetector loaded = AnomalyDetector.load(file)) {
                assertThat(loaded.score()).isEqualTo(score);
                assertThat(loaded.threshold()).isEqualTo(saved.threshold());
                assertThat(loaded.model().metrics()).isEqualTo(model.metrics());
                assertThat(text(loaded.detect(parts.test()))).isEqualTo(text(saved.detect(parts.test())));
                assertThat(loaded.detect(parts.test()).scores())
                        .isEqualTo(saved.detect(parts.test()).scores());
            }
        }
    }

    @Test
    void uncalibratedGivesScoresAloneAlsoFromAFile() {
        Path file = folder.resolve("uncalibrated.safetensors");
        try (var saved = AnomalyDetector.uncalibrated(model)) {
            saved.save(file);
        }
        try (AnomalyDetector loaded = AnomalyDetector.load(file)) {
            Detection detection = loaded.detect(parts.test());
            assertThat(detection.threshold()).isEmpty();
            assertThat(detection.flagged()).isEmpty();
            assertThat(detection.all()).allSatisfy(f -> assertThat(f.pValue()).isEmpty());
            assertThat(detection.scores())
                    .isEqualTo(detector.detect(parts.test()).scores());
        }
    }

    @Test
    void isSafeForManyThreads() throws Exception {
        List<String> expected = text(detector.detect(parts.test()));
        var pool = Executors.newFixedThreadPool(8);
        var tasks = new ArrayList<Callable<List<String>>>();
        for (int i = 0; i < 16; i++) {
            tasks.add(() -> text(detector.detect(parts.test())));
        }
        for (var answer : pool.invokeAll(tasks)) {
            assertThat(answer.get()).isEqualTo(expected);
        }
        pool.shutdown();
    }

    @Test
    void filesOfAnotherKindAreRefused() {
        Path modelFile = folder.resolve("model.safetensors");
        Path detectorFile = folder.resolve("detector.safetensors");
        model.save(modelFile);
        detector.save(detectorFile);
        assertThatThrownBy(() -> AnomalyDetector.load(modelFile))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        modelFile + " holds an autoencoder, expected a detector; choose a file that holds a detector");
        assertThatThrownBy(() -> Autoencoder.load(detectorFile))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(detectorFile
                        + " holds a detector, expected an autoencoder; choose a file that holds an autoencoder");
    }

    @Test
    void detectorWhosePartsDoNotFitIsRefused() {
        Path file = folder.resolve("whole.safetensors");
        Path forged = folder.resolve("forged.safetensors");
        detector.save(file);
        ModelFile whole = ModelFile.read(file);
        var tensors = new ArrayList<Tensor>(whole.tensors());
        Tensor scores = tensors.remove(tensors.size() - 1);
        new ModelFile(whole.kind(), whole.content(), tensors).write(forged, true);
        assertThatThrownBy(() -> AnomalyDetector.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "forged.safetensors: expected a quantile and one list of calibration scores, or neither; found"
                                + " quantile 0.95 and 0 tensors");
        tensors.add(Tensor.of(scores.name(), new long[] {3}, 1, 2, 3));
        new ModelFile(whole.kind(), whole.content(), tensors).write(forged, true);
        assertThatThrownBy(() -> AnomalyDetector.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "forged.safetensors: the quantile 0.95 needs at least 19 calibration rows, found 3; give more"
                                + " rows or a lower quantile");
        new ModelFile(whole.kind(), whole.content().put("score", "magic"), whole.tensors()).write(forged, true);
        assertThatThrownBy(() -> AnomalyDetector.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("forged.safetensors: there is no score 'magic'");
    }

    @Test
    void rowsThatCannotBeScoredAreRefused() {
        assertThatThrownBy(() -> detector.detect(parts.test().select()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a detector scores at least 1 row, found none in array");
        assertThatThrownBy(() -> detector.detect(Samples.of(new float[1][3])))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("model expects 4 features, array has 3");
        assertThatThrownBy(() ->
                        AnomalyDetector.calibrate(model, parts.calibration().select(1, 2, 3), THRESHOLD))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("the quantile 0.95 needs at least 19 calibration rows, found 3; give more rows or a lower"
                        + " quantile");
    }

    @Test
    void useAfterClosingIsRefusedAndTheModelOfOthersStaysOpen() {
        var closed = AnomalyDetector.calibrate(model, parts.calibration(), THRESHOLD);
        Finding finding = closed.detect(parts.test()).all().get(0);
        closed.close();
        closed.close();
        for (Runnable use : List.<Runnable>of(
                () -> closed.detect(parts.test()),
                () -> closed.save(folder.resolve("closed.safetensors")),
                finding::explanation)) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the detector is closed");
        }
        assertThat(model.encode(parts.test())).hasNumberOfRows(parts.test().rows());
    }

    @Test
    void closingALoadedDetectorClosesItsModel() {
        Path file = folder.resolve("own.safetensors");
        detector.save(file);
        AnomalyDetector loaded = AnomalyDetector.load(file);
        loaded.close();
        assertThatThrownBy(() -> loaded.model().encode(parts.test()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the model is closed");
    }

    private static List<String> text(Detection detection) {
        return detection.all().stream().limit(20).map(Finding::toString).toList();
    }

    private static Samples row(float... values) {
        return Samples.of(parts.train().schema(), new float[][] {values});
    }

    private static Samples sums(int rows) {
        Schema schema = Schema.table(List.of(
                Column.numeric("a"),
                Column.numeric("b"),
                Column.numeric("sum"),
                Column.categorical("larger", List.of("a", "b"))));
        var random = new SplittableRandom(7);
        float[][] values = new float[rows][];
        Arrays.setAll(values, i -> {
            float a = (float) random.nextDouble(100);
            float b = (float) random.nextDouble(100);
            return new float[] {a, b, a + b, a >= b ? 0 : 1};
        });
        return Samples.of(schema, values);
    }
}
