package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.TestData;
import org.ae4j.compile.LayerwisePlan;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

class PretrainingTest {
    private static final Samples SENSORS = Samples.sensors(200, 1).withoutLabels();
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(2).batchSize(32).threads(1).referenceCodes(0);

    @ParameterizedTest(name = "batch normalisation {0}, {1}")
    @CsvSource({"false, RELU", "false, SWISH", "true, RELU", "true, SWISH"})
    void aDeepNetworkBeginsBetterThanFromRandomWeights(boolean batchNorm, Activation activation) {
        Samples digits = digits();
        AutoencoderSpec deep = Presets.dense(digits.schema())
                .scaling(Scaling.divide(16))
                .hidden(128, 64, 32)
                .code(10)
                .activation(activation)
                .batchNorm(batchNorm);
        assertThat(firstLoss(deep, PLAN.pretraining(5), digits)).isLessThan(0.7 * firstLoss(deep, PLAN, digits));
    }

    @ParameterizedTest(name = "batch normalisation {0}")
    @CsvSource({"false", "true"})
    void eachLayerReconstructsItsInputBetterThanTheMeanDoes(boolean batchNorm) {
        Samples digits = digits();
        AutoencoderSpec spec = Presets.dense(digits.schema())
                .scaling(Scaling.divide(16))
                .hidden(48, 24)
                .code(10)
                .batchNorm(batchNorm)
                .resolved();
        var losses = new ArrayList<Double>();
        RowSource rows = RowSource.scaled(FittedScaling.fit(spec.scaling(), digits), digits);
        float[] parameters = pretrained(spec, PLAN.pretraining(20), rows, losses);
        var layers = new LayerwisePlan(spec);
        float[] seen = flat(rows);
        int at = 0;
        for (int layer = 0; layer < 3; layer++) {
            int width = layers.inputs(layer);
            assertThat(losses.get(layer)).isLessThan(0.5 * halfVariance(seen, width));
            int length = Math.toIntExact(NetworkPlan.parameterCount(layers.encoder(layer)));
            float[] part = java.util.Arrays.copyOfRange(parameters, at, at + length);
            at += length;
            try (var pass = Engines.forward(layers.encoder(layer), part)) {
                seen = pass.apply(seen, digits.rows());
            }
        }
    }

    static List<AutoencoderSpec> presets() {
        return Presets.suiting(SENSORS.schema()).stream()
                .map(preset -> preset.spec(SENSORS.schema()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void everyPresetOfDenseLayersCanBePretrained(AutoencoderSpec spec) {
        TrainingResult result = Trainer.of(spec, PLAN.pretraining(1)).fit(SENSORS);
        assertThat(result.history().epochs()).hasSize(2);
        assertThat(result.history().last().trainLoss()).isFinite();
    }

    @Test
    void otherLayersAreRefused() {
        Samples glyphs = Samples.glyphs(20, 1);
        Trainer trainer = Trainer.of(Presets.convolutional(glyphs.schema()).filters(2), PLAN.pretraining(1));
        assertThatThrownBy(() -> trainer.fit(glyphs))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("pretraining layer by layer is for dense layers, found Convolutional[filters=[2], kernel=3,"
                        + " pooling=false]: set pretraining 0");
    }

    @Test
    void whatTellsTheClassStartsAtNothing() {
        Samples labelled = Samples.sensors(200, 1);
        AutoencoderSpec spec = Presets.variational(labelled.schema()).hidden(16);
        AutoencoderSpec told = spec.knowledge(spec.knowledge().conditionedOn(labelled.classes()));
        TrainingResult result = Trainer.of(told, PLAN.pretraining(1)).fit(labelled);
        assertThat(result.history().last().trainLoss()).isFinite();
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"DL4J", "COMPILED"})
    void sameSeedGivesTheSameWeights(EngineChoice engine) {
        AutoencoderSpec spec =
                Presets.stackedDenoising(SENSORS.schema()).hidden(16, 8).code(4).dropout(0.1);
        TrainingPlan plan = PLAN.engine(engine).pretraining(2);
        float[] first = Trainer.of(spec, plan).fit(SENSORS).model().parameters();
        assertThat(Trainer.of(spec, plan).fit(SENSORS).model().parameters()).isEqualTo(first);
        assertThat(Trainer.of(spec, plan.seed(43)).fit(SENSORS).model().parameters())
                .isNotEqualTo(first);
    }

    @Test
    void listenersHearOfEachLayerAndThenOfTheWholeWhoseEpochsAreTheHistory() {
        AutoencoderSpec spec = Presets.dense(SENSORS.schema()).hidden(16).code(3);
        var heard = new ArrayList<String>();
        TrainingResult result = Trainer.of(spec, PLAN.pretraining(3))
                .listen(new TrainingListener() {
                    @Override
                    public void onStart(TrainingStart start) {
                        heard.add(start.preset() + ": " + start.parameters());
                    }

                    @Override
                    public void onEpoch(EpochResult epoch) {
                        heard.add("epoch " + epoch.epoch());
                    }
                })
                .fit(SENSORS);
        assertThat(heard)
                .containsExactly(
                        "dense, layer 1 of 2: " + (8 * 16 + 16 + 16 * 8 + 8),
                        "epoch 1",
                        "epoch 2",
                        "epoch 3",
                        "dense, layer 2 of 2: " + (16 * 3 + 3 + 3 * 16 + 16),
                        "epoch 1",
                        "epoch 2",
                        "epoch 3",
                        "dense: " + (8 * 16 + 16 + 16 * 3 + 3 + 3 * 16 + 16 + 16 * 8 + 8),
                        "epoch 1",
                        "epoch 2");
        assertThat(result.history().epochs()).hasSize(2);
    }

    @Test
    void corruptionOfCodesIsOfTheSameKind() {
        assertThat(Pretraining.ofCodes(Corruption.gaussian(0.6))).isEqualTo(Corruption.gaussian(0.6));
        assertThat(Pretraining.ofCodes(Corruption.patches(0.5, 4).then(Corruption.gaussian(0.1))))
                .isEqualTo(Corruption.masking(0.5).then(Corruption.gaussian(0.1)));
        assertThat(Pretraining.ofCodes(Corruption.affine().then(Corruption.gaussian(0.1))))
                .isEqualTo(Corruption.gaussian(0.1));
    }

    @Test
    void theStackedPresetPretrainsByDefault() {
        AutoencoderSpec stacked = Presets.stackedDenoising(SENSORS.schema());
        TrainingPlan denoising = TrainingPlan.defaultsFor(Presets.denoising(SENSORS.schema()));
        assertThat(denoising.pretraining()).isZero();
        assertThat(TrainingPlan.defaultsFor(stacked)).isEqualTo(denoising.pretraining(5));
    }

    @Test
    void aModelToGoOnFromIsNotPretrained() {
        AutoencoderSpec spec = Presets.dense(SENSORS.schema());
        var model = Trainer.of(spec, PLAN).fit(SENSORS).model();
        assertThatThrownBy(() -> Trainer.continuing(model, PLAN.pretraining(3)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "training on starts from a model's weights, and pretraining, of 3 epochs, would replace them;"
                                + " set pretraining 0");
    }

    @Test
    void aWarmUpMustFitIntoPretrainingToo() {
        TrainingPlan plan =
                PLAN.epochs(9).schedule(Schedule.constant().warmUp(5)).pretraining(3);
        assertThatThrownBy(
                        () -> Trainer.of(Presets.dense(SENSORS.schema()), plan).fit(SENSORS))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "pretraining of each layer: a warm-up of 5.0 epochs leaves nothing of the run's 3; shorten it,"
                                + " or train longer");
    }

    @Test
    void divergenceNamesTheLayerAndKeepsNothing() {
        TrainingPlan explosive = PLAN.updater(new Sgd(1e8)).pretraining(3);
        var diverged = catchThrowableOfType(
                TrainingDivergedException.class,
                () -> Trainer.of(Presets.dense(SENSORS.schema()), explosive).fit(SENSORS));
        assertThat(diverged)
                .hasMessage(
                        "pretraining of layer 1 of 3 diverged in epoch %d, batch %d, and nothing is kept; likely the learning rate is too high: lower it, clip gradients, or set pretraining 0"
                                .formatted(diverged.epoch(), diverged.step()));
        assertThat(diverged.best()).isEmpty();
    }

    private static Samples digits() {
        Path file = TestData.require("sklearn/digits.csv.gz");
        return Samples.csv(file, CsvFormat.defaults().label("last")).withoutLabels();
    }

    private static double firstLoss(AutoencoderSpec spec, TrainingPlan plan, Samples rows) {
        return Trainer.of(spec, plan).fit(rows).history().epochs().get(0).trainLoss();
    }

    private static float[] pretrained(AutoencoderSpec spec, TrainingPlan plan, RowSource rows, List<Double> losses) {
        var listener = new TrainingListener() {
            @Override
            public void onEnd(History history) {
                losses.add(history.last().trainLoss());
            }
        };
        return new Pretraining(spec, plan, "CPU", List.of(listener)).parameters(rows);
    }

    private static float[] flat(RowSource rows) {
        float[] flat = new float[rows.rows() * rows.width()];
        for (int i = 0; i < rows.rows(); i++) {
            rows.copyRow(i, flat, i * rows.width());
        }
        return flat;
    }

    /** The loss of a row, half its squared error, where the mean of all rows stands for it. */
    private static double halfVariance(float[] rows, int width) {
        double sum = 0;
        int count = rows.length / width;
        for (int j = 0; j < width; j++) {
            double mean = 0;
            for (int at = j; at < rows.length; at += width) {
                mean += rows[at] / count;
            }
            for (int at = j; at < rows.length; at += width) {
                sum += Math.pow(rows[at] - mean, 2) / 2 / count;
            }
        }
        return sum;
    }
}
