package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.WeightBlock;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Sgd;

class PerturbedTrainingTest {
    private static final Samples SENSORS = Samples.sensors(200, 1).withoutLabels();
    private static final AutoencoderSpec SPEC =
            Presets.dense(SENSORS.schema()).hidden(16).code(3);
    private static final TrainingPlan PLAN =
            TrainingPlan.defaults().epochs(5).batchSize(32).threads(1).referenceCodes(0);

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"DL4J", "COMPILED"})
    void noiseIsTheSameForASeedAndTrainingStillWorks(EngineChoice engine) {
        TrainingPlan noisy = PLAN.engine(engine).gradientNoise(0.01, 0.55).weightPerturbation(0.02, 2);
        TrainingResult first = Trainer.of(SPEC, noisy).fit(SENSORS);
        TrainingResult again = Trainer.of(SPEC, noisy).fit(SENSORS);
        TrainingResult other = Trainer.of(SPEC, noisy.seed(43)).fit(SENSORS);
        assertThat(first.model().parameters()).isEqualTo(again.model().parameters());
        assertThat(first.model().parameters()).isNotEqualTo(other.model().parameters());
        assertThat(first.history().last().trainLoss())
                .isLessThan(first.history().epochs().get(0).trainLoss() * 0.9);
    }

    @Test
    void weightsThatStandStillMoveByTheirShareBetweenEpochsAlone() {
        TrainingPlan still = PLAN.updater(new Sgd(1e-30)).weightPerturbation(0.1, 1);
        float[] start = parameters(SPEC, still.epochs(1));
        assertThat(parameters(SPEC, still.epochs(1).weightPerturbation(0.5, 1))).isEqualTo(start);
        float[] moved = parameters(SPEC, still.epochs(2));
        double before = 0;
        double distance = 0;
        for (int i = 0; i < start.length; i++) {
            before += start[i] * start[i];
            distance += Math.pow(moved[i] - start[i], 2);
        }
        assertThat(Math.sqrt(distance / before)).isCloseTo(0.1, within(0.02));
    }

    @Test
    void tiedWeightsStayTiedUnderNoise() {
        AutoencoderSpec tied = SPEC.architecture(Architecture.dense(16).tied(true));
        float[] parameters = parameters(tied, PLAN.gradientNoise(0.01, 0.55).weightPerturbation(0.1, 1));
        var plan = new NetworkPlan(tied);
        WeightBlock first =
                WeightBlock.of(plan.givingEncoder(Optimization.none())).get(0);
        WeightBlock last =
                WeightBlock.of(plan.linearDecoder(Optimization.none())).get(1);
        int decoder = Math.toIntExact(NetworkPlan.parameterCount(plan.givingEncoder(Optimization.none())));
        for (int j = 0; j < first.outputs(); j++) {
            for (int i = 0; i < first.inputs(); i++) {
                assertThat(parameters[decoder + last.from() + i * first.outputs() + j])
                        .isEqualTo(parameters[first.from() + j * first.inputs() + i]);
            }
        }
    }

    private static float[] parameters(AutoencoderSpec spec, TrainingPlan plan) {
        float[] parameters = Trainer.of(spec, plan).fit(SENSORS).model().parameters();
        return Arrays.copyOf(parameters, parameters.length);
    }
}
