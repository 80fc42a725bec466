package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Column;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.Split;
import org.ae4j.engine.EngineChoice;
import org.ae4j.layer.LossPart;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class TrainerTest {
    private static final Samples SENSORS = Samples.sensors(400, 1).withoutLabels();
    private static final Parts PARTS = SENSORS.split(Split.train(.7).validation(.3));
    private static final AutoencoderSpec SPEC =
            Presets.dense(SENSORS.schema()).hidden(16).code(3);
    private static final TrainingPlan PLAN = TrainingPlan.defaults().epochs(8).batchSize(32);

    @Test
    void lossFallsAndListenersSeeEveryStep() {
        var steps = new ArrayList<String>();
        var starts = new ArrayList<TrainingStart>();
        TrainingResult result = Trainer.of(SPEC, PLAN)
                .listen(new TrainingListener() {
                    @Override
                    public void onStart(TrainingStart start) {
                        starts.add(start);
                    }

                    @Override
                    public void onStep(int epoch, int step, double loss) {
                        steps.add(epoch + "." + step);
                    }
                })
                .fit(PARTS.train(), PARTS.validation());
        List<EpochResult> epochs = result.history().epochs();
        assertThat(epochs).hasSize(8);
        assertThat(result.history().last().trainLoss()).isLessThan(epochs.get(0).trainLoss() * 0.8);
        assertThat(result.history().last().validationLoss().getAsDouble())
                .isLessThan(epochs.get(0).validationLoss().getAsDouble());
        assertThat(steps).hasSize(8 * 9).startsWith("1.1").endsWith("8.9");
        assertThat(starts).singleElement().satisfies(start -> {
            assertThat(start.stepsPerEpoch()).isEqualTo(9);
            assertThat(start.parameters()).isEqualTo(8 * 16 + 16 + 16 * 3 + 3 + 3 * 16 + 16 + 16 * 8 + 8);
        });
    }

    @Test
    void historyHasTheMeansOfTheLossesParts() {
        AutoencoderSpec drawn =
                SPEC.bottleneck(Bottleneck.variational(3).beta(0.5)).l2(0.01);
        TrainingResult result = Trainer.of(drawn, PLAN).fit(PARTS.train());
        result.model().close();
        assertThat(result.history().epochs()).hasSize(8).allSatisfy(epoch -> {
            assertThat(epoch.parts().keySet())
                    .containsExactly(LossPart.RECONSTRUCTION, LossPart.DIVERGENCE, LossPart.WEIGHTS);
            assertThat(epoch.parts().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum())
                    .isCloseTo(epoch.trainLoss(), within(1e-12 * epoch.trainLoss()));
        });
        TrainingResult plain = Trainer.of(SPEC, PLAN.epochs(1)).fit(PARTS.train());
        plain.model().close();
        assertThat(plain.history().last().parts()).isEmpty();
    }

    @Test
    void sameSeedGivesTheSameWeightsWhateverOtherNetworksDoInBetween() {
        AutoencoderSpec withDropout = SPEC.dropout(0.3);
        float[] undisturbed =
                Trainer.of(withDropout, PLAN).fit(PARTS.train()).model().parameters();
        float[] disturbed = Trainer.of(withDropout, PLAN)
                .listen(new TrainingListener() {
                    @Override
                    public void onStep(int epoch, int step, double loss) {
                        Nd4j.rand(1 + step, 7);
                        if (step == 3) {
                            Trainer.of(withDropout, PLAN.epochs(1).seed(epoch)).fit(PARTS.validation());
                        }
                    }
                })
                .fit(PARTS.train())
                .model()
                .parameters();
        assertThat(disturbed).isEqualTo(undisturbed);
        assertThat(Trainer.of(withDropout, PLAN.seed(0))
                        .fit(PARTS.train())
                        .model()
                        .parameters())
                .isEqualTo(Trainer.of(withDropout, PLAN.seed(0))
                        .fit(PARTS.train())
                        .model()
                        .parameters());
        assertThat(Trainer.of(withDropout, PLAN.seed(43))
                        .fit(PARTS.train())
                        .model()
                        .parameters())
                .isNotEqualTo(undisturbed);
    }

    @Test
    void patienceStopsEarlyAndKeepsTheBestWeights() {
        Parts few = SENSORS.split(Split.train(.05).validation(.95));
        AutoencoderSpec wide = SPEC.hidden(64).code(7);
        TrainingResult result = Trainer.of(
                        wide,
                        PLAN.epochs(400).batchSize(20).updater(new Sgd(0.2)).patience(4))
                .fit(few.train(), few.validation());
        History history = result.history();
        assertThat(history.stoppedEarly()).isTrue();
        assertThat(history.last().epoch()).isEqualTo(history.bestEpoch() + 4);
        double best = history.best().validationLoss().getAsDouble();
        assertThat(history.epochs())
                .allSatisfy(e -> assertThat(e.validationLoss().getAsDouble()).isGreaterThanOrEqualTo(best));
        assertThat(gaussianLoss(result.model(), few.validation())).isCloseTo(best, within(best * 1e-4));
    }

    @Test
    void theModelRecordsTheEngineThatTrainedIt() {
        var starts = new ArrayList<TrainingStart>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void onStart(TrainingStart start) {
                starts.add(start);
            }
        };
        try (Autoencoder model = Trainer.of(SPEC, PLAN.epochs(1).engine(EngineChoice.DL4J))
                .listen(listener)
                .fit(PARTS.train())
                .model()) {
            assertThat(model.provenance().engine()).isEqualTo("dl4j");
            assertThat(starts)
                    .singleElement()
                    .satisfies(start -> assertThat(start.engine()).isEqualTo("dl4j"));
        }
    }

    @Test
    void withoutPatienceTheLastWeightsAreKept() {
        TrainingResult result = Trainer.of(SPEC, PLAN).fit(PARTS.train(), PARTS.validation());
        double last = result.history().last().validationLoss().getAsDouble();
        assertThat(result.history().bestEpoch()).isEqualTo(8);
        assertThat(gaussianLoss(result.model(), PARTS.validation())).isCloseTo(last, within(last * 1e-4));
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"DL4J", "COMPILED"})
    void aPlateauLowersTheRate(EngineChoice engine) {
        TrainingPlan plan =
                PLAN.engine(engine).updater(new Sgd(1e-9)).schedule(Schedule.reduceOnPlateau(1, 0.5, 2e-10));
        List<EpochResult> epochs = Trainer.of(SPEC, plan)
                .fit(PARTS.train(), PARTS.validation())
                .history()
                .epochs();
        // A rate that moves nothing: from the second epoch on each is one without improvement.
        double[] expected = {1e-9, 1e-9, 5e-10, 5e-10, 2.5e-10, 2.5e-10, 2e-10, 2e-10};
        for (int i = 0; i < expected.length; i++) {
            assertThat(epochs.get(i).learningRate()).as("after epoch %d", i + 1).isCloseTo(expected[i], within(1e-20));
        }
    }

    @Test
    void aPlateauThatTheTrainingLossShowsIsEnoughWithoutValidation() {
        TrainingPlan plan = PLAN.updater(new Sgd(1e-9)).schedule(Schedule.reduceOnPlateau(0, 0.1, 0));
        assertThat(Trainer.of(SPEC, plan).fit(PARTS.train()).history().last().learningRate())
                .isLessThan(1e-9);
    }

    @Test
    void continuingGoesOnFromTheModelsWeightsAndScaling() {
        TrainingResult first = Trainer.of(SPEC, PLAN).fit(PARTS.train(), PARTS.validation());
        TrainingResult second =
                Trainer.continuing(first.model(), PLAN.epochs(1)).fit(PARTS.validation(), PARTS.validation());
        assertThat(second.model().scaling().offsets())
                .isEqualTo(first.model().scaling().offsets());
        assertThat(second.history().last().trainLoss())
                .isLessThan(first.history().epochs().get(3).trainLoss());
        assertThat(second.model().provenance().continuedFrom())
                .isEqualTo(first.model().provenance().data());
        assertThat(first.model().parameters()).isNotEqualTo(second.model().parameters());
    }

    @Test
    void divergenceNamesEpochAndBatchAndKeepsTheBestWeights() {
        // The rate explodes only after the first epoch: one-cycle rises from a millionth of its peak.
        TrainingPlan explosive = PLAN.epochs(40).updater(new Sgd(10)).schedule(new Schedule.OneCycle(0.9, 1e6, 1));
        var diverged = catchThrowableOfType(
                TrainingDivergedException.class,
                () -> Trainer.of(SPEC, explosive).fit(PARTS.train()));
        assertThat(diverged.epoch()).isGreaterThan(1);
        assertThat(diverged)
                .hasMessageMatching("the loss became (NaN|Infinity) in epoch " + diverged.epoch() + ", batch "
                        + diverged.step()
                        + "; the weights of epoch \\d+ are kept; likely the learning rate \\(.+\\) is too"
                        + " high: lower it, clip gradients, or look for extreme values in the data");
        float[] kept = diverged.best().orElseThrow().parameters();
        for (float weight : kept) {
            assertThat(weight).isFinite();
        }
    }

    @Test
    void divergenceBeforeAnyEpochHasNoModel() {
        var diverged = catchThrowableOfType(
                TrainingDivergedException.class,
                () -> Trainer.of(SPEC, PLAN.updater(new Sgd(1e20))).fit(PARTS.train()));
        assertThat(diverged.epoch()).isEqualTo(1);
        assertThat(diverged.best()).isEmpty();
        assertThat(diverged).hasMessageContaining("; no epoch was completed;");
    }

    @Test
    void clippingByNormTamesASteepRun() {
        TrainingPlan steep = PLAN.updater(new Sgd(5)).epochs(3);
        assertThatThrownBy(() -> Trainer.of(SPEC, steep).fit(PARTS.train()))
                .isInstanceOf(TrainingDivergedException.class);
        TrainingResult tamed =
                Trainer.of(SPEC, steep.clipping(Clipping.byNorm(0.01))).fit(PARTS.train());
        assertThat(tamed.history().last().trainLoss()).isFinite();
    }

    @Test
    void lastBatchOfASingleRowJoinsTheOneBefore() {
        Samples rows = SENSORS.select(java.util.stream.IntStream.range(0, 65).toArray());
        var sizes = new ArrayList<Integer>();
        FittedScaling scaling = FittedScaling.fit(Scaling.none(), rows);
        Batches.reconstructing(RowSource.scaled(scaling, rows), 32, 1)
                .shuffled(1)
                .forEachRemaining(batch -> sizes.add(batch.rows()));
        assertThat(sizes).containsExactly(32, 33);
        assertThat(Trainer.of(SPEC.batchNorm(true), PLAN)
                        .fit(rows)
                        .history()
                        .last()
                        .trainLoss())
                .isFinite();
    }

    @Test
    void badRowsAreRefusedWithWhatWasExpected() {
        assertThatThrownBy(() -> Trainer.of(SPEC, PLAN).fit(SENSORS.select(0)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("training needs at least 2 rows, found 1 in sensors");
        assertThatThrownBy(() -> Trainer.of(SPEC, PLAN.patience(2)).fit(PARTS.train()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("patience needs validation rows, found none; hold some out, or set patience 0");
        Samples numbers = Samples.of(List.of("a", "b"), new float[][] {{0, 1}, {1, 3}, {0.5f, 1}});
        AutoencoderSpec unit = Presets.dense(numbers.schema())
                .scaling(Scaling.divide(2))
                .likelihood(Likelihood.bernoulli())
                .code(1);
        assertThatThrownBy(() -> Trainer.of(unit, PLAN).fit(numbers))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "array: row 1, column 'b' is 1.5 after scaling, but the bernoulli likelihood needs 0..1; scale"
                                + " with minMax, divide by the largest value, or use gaussian");
        assertThatThrownBy(() -> Trainer.of(SPEC, PLAN).fit(numbers))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageStartingWith("model expects 8 features, array has 2");
    }

    @Test
    void constantColumnsAreNamedAndTrainWithoutNaN() {
        Samples rows = Samples.of(List.of("a", "same"), new float[][] {{0, 7}, {1, 7}, {2, 7}, {5, 7}});
        AutoencoderSpec spec = Presets.dense(rows.schema()).code(1);
        assertThat(TrainingData.warnings(spec, rows))
                .containsExactly("constant in all training rows, so nothing can be learnt from: same");
        Autoencoder model = Trainer.of(spec, PLAN).fit(rows).model();
        assertThat(model.reconstruct(new float[] {1, 7})[1]).isCloseTo(7, within(1.5f));
    }

    @Test
    void mixedTablesLearnTheirCategories() {
        Schema schema =
                Schema.table(List.of(Column.numeric("t"), Column.categorical("mode", List.of("cold", "warm", "hot"))));
        float[][] values = new float[300][];
        for (int i = 0; i < values.length; i++) {
            values[i] = new float[] {i, i / 100};
        }
        Samples rows = Samples.of(schema, values);
        Autoencoder model = Trainer.of(
                        Presets.dense(schema).code(1),
                        PLAN.epochs(60).updater(new org.nd4j.linalg.learning.config.Adam(1e-2)))
                .fit(rows)
                .model();
        Samples back = model.reconstruct(rows);
        long right = java.util.stream.IntStream.range(0, 300)
                .filter(i -> back.value(i, 1) == rows.value(i, 1))
                .count();
        assertThat(right).isGreaterThan(290);
    }

    private static double gaussianLoss(Autoencoder model, Samples samples) {
        float[] scaled = model.scaling().transform(samples, 0, samples.rows());
        float[] back = model.reconstructScaled(scaled, samples.rows());
        double sum = 0;
        for (int i = 0; i < scaled.length; i++) {
            sum += (scaled[i] - back[i]) * (scaled[i] - back[i]) / 2.0;
        }
        return sum / samples.rows();
    }
}
