package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Threshold;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.engine.EngineChoice;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Adam;

/** Sequences of different lengths from training to detection, by the presets that take them. */
class ShortSequencesTest {
    private static final int LONGEST = 9;
    private static final int SHORTEST = 3;
    private static final Schema SCHEMA = Schema.sequence(List.of("x", "y"), LONGEST, SHORTEST);
    private static final Samples WAVES = waves(160, 1);
    private static final Map<String, TrainingResult> TRAINED = new HashMap<>();

    @TempDir
    Path folder;

    @AfterAll
    static void closeModels() {
        TRAINED.values().forEach(result -> result.model().close());
        TRAINED.clear();
    }

    private static Samples waves(int count, long seed) {
        var random = new SplittableRandom(seed);
        float[][] rows = new float[count][2 * LONGEST];
        for (float[] row : rows) {
            double phase = 2 * Math.PI * random.nextDouble();
            int steps = random.nextInt(SHORTEST, LONGEST + 1);
            Arrays.fill(row, Float.NaN);
            for (int i = 0; i < 2 * steps; i++) {
                row[i] = (float) (i % 2 == 0 ? Math.sin(phase + i / 3.0) : 5 + Math.cos(phase + i / 3.0));
            }
        }
        return Samples.of(SCHEMA, rows);
    }

    private static TrainingResult trained(String preset) {
        return TRAINED.computeIfAbsent(preset, name -> {
            AutoencoderSpec spec = Presets.named(name, SCHEMA)
                    .corruption(Corruption.masking(0.1).then(Corruption.saltAndPepper(0.05)));
            TrainingPlan plan = TrainingPlan.defaults()
                    .epochs(25)
                    .batchSize(16)
                    .updater(new Adam(3e-3))
                    .threads(1);
            return Trainer.of(spec, plan).fit(WAVES, waves(20, 2));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolutional", "convolutional-variational", "recurrent", "recurrent-variational"})
    void learnsFromTheStepsThatAreThere(String preset) {
        TrainingResult result = trained(preset);
        assertThat(result.history().epochs()).allMatch(epoch -> Double.isFinite(epoch.trainLoss()));
        Samples test = waves(100, 3);
        assertThat(Reconstruction.of(result.model(), test).mse()).isLessThan(0.9); // scaled: 1 is the mean's
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolutional", "convolutional-variational", "recurrent", "recurrent-variational"})
    void aRowEndsWhereItEndedAndItsCodeDependsOnNoOther(String preset) {
        Autoencoder model = trained(preset).model();
        float[][] codes = model.encode(WAVES);
        Samples back = model.reconstruct(WAVES);
        for (int i = 0; i < 20; i++) {
            assertThat(model.encode(WAVES.row(i))).containsExactly(codes[i], within(1e-5f));
            for (int j = 0; j < 2 * LONGEST; j++) {
                assertThat(Float.isNaN(back.value(i, j))).isEqualTo(Float.isNaN(WAVES.value(i, j)));
            }
        }
        assertThat(model.decode(codes[0])).hasSize(2 * LONGEST).doesNotContain(Float.NaN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"convolutional", "recurrent"})
    void errorsAreMeansOverTheStepsThatAreThere(String preset) {
        Autoencoder model = trained(preset).model();
        float[] scaled = model.scaling().transform(WAVES, 0, WAVES.rows());
        float[] found = model.reconstructScaled(scaled, WAVES.rows());
        double[] clean = new RowErrors(model, WAVES).clean();
        double[] measured = Reconstruction.of(model, WAVES).rowErrors();
        int width = 2 * LONGEST;
        for (int i = 0; i < WAVES.rows(); i++) {
            double sum = 0;
            int count = 0;
            for (int j = i * width; j < (i + 1) * width && !Float.isNaN(scaled[j]); j++) {
                sum += Math.pow(found[j] - (double) scaled[j], 2);
                count++;
            }
            assertThat(clean[i]).isCloseTo(sum / count, within(1e-6));
            assertThat(measured[i]).isCloseTo(sum / count, within(1e-6));
        }
        assertThat(new RowErrors(model, WAVES).corrupted()).doesNotContain(Double.NaN);
    }

    @Test
    void stepsBehindTheEndChangeNothing() {
        Autoencoder model = trained("recurrent").model();
        float[] row = new float[2 * LONGEST];
        int steps = 4;
        Arrays.fill(row, 0, 2 * steps, 1.5f);
        Arrays.fill(row, 2 * steps, row.length, Float.NaN);
        float[] code = model.encode(row);
        float[] longer = row.clone();
        longer[2 * steps] = 0.5f;
        longer[2 * steps + 1] = 5;
        assertThat(model.encode(longer)).isNotEqualTo(code);
        assertThat(model.encode(new float[][] {longer, row})[1]).containsExactly(code, within(1e-6f));
    }

    @Test
    void aFileKeepsTheLengths() {
        Autoencoder model = trained("recurrent").model();
        Path file = folder.resolve("waves.safetensors");
        model.save(file);
        try (Autoencoder loaded = Autoencoder.load(file)) {
            assertThat(loaded.spec()).isEqualTo(model.spec());
            assertThat(loaded.encode(WAVES)).isDeepEqualTo(model.encode(WAVES));
        }
    }

    @Test
    void aDetectorScoresThem() {
        Autoencoder model = trained("recurrent").model();
        var detector = AnomalyDetector.calibrate(model, waves(100, 4), Threshold.quantile(0.9));
        assertThat(detector.detect(waves(50, 5)).scores()).hasSize(50).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPILED", "DL4J"})
    void bothEnginesDropUnitsOfThem(EngineChoice engine) {
        AutoencoderSpec spec = Presets.recurrent(SCHEMA)
                .dropout(0.3)
                .architecture(Architecture.recurrent(5).layers(2).bidirectional(true));
        TrainingPlan plan =
                TrainingPlan.defaults().epochs(2).batchSize(16).engine(engine).threads(1);
        TrainingResult result = Trainer.of(spec, plan).fit(WAVES, waves(20, 2));
        assertThat(result.history().epochs()).hasSize(2).allMatch(epoch -> Double.isFinite(epoch.trainLoss()));
        result.model().close();
    }

    @Test
    void aGapIsNoEnd() {
        Autoencoder model = trained("recurrent").model();
        float[] row = WAVES.row(0);
        row[2] = Float.NaN;
        assertThatThrownBy(() -> model.encode(row)).isInstanceOf(IncompatibleDataException.class);
    }

    @Test
    void denseLayersAreRefused() {
        assertThatThrownBy(() -> Presets.dense(SCHEMA))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("dense layers take rows of one length, found sequences of 3 to 9 steps of 2 (x, y): take a"
                        + " recurrent or convolutional architecture");
    }
}
