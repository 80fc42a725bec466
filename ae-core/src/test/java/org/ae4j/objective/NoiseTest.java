package org.ae4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.ParameterArray;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.layer.Step;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Sgd;

/** Noise on a network whose gradient is 0. */
class NoiseTest {
    private static final int ROWS = 6;
    private static final AutoencoderSpec SPEC =
            Presets.dense(Samples.sensors(10, 1).schema()).hidden(5).code(3).batchNorm(true);
    private static final MultiLayerConfiguration ENCODER =
            new NetworkPlan(SPEC).givingEncoder(new Optimization(new Sgd(1), GradientNormalization.None, 1, 7));
    private static final List<ParameterArray> LEARNT = ParameterArray.learnt(ENCODER);

    /** Encoder0 without biases, γ and β of its normalisation, then the code; mean and variance lie between. */
    @Test
    void runningStatisticsAreNotLearntByGradients() {
        int statistics = 8 * 5 + 2 * 5;
        assertThat(LEARNT)
                .containsExactly(
                        new ParameterArray(0, 8 * 5),
                        new ParameterArray(8 * 5, 5),
                        new ParameterArray(8 * 5 + 5, 5),
                        new ParameterArray(statistics + 2 * 5, 5 * 3),
                        new ParameterArray(statistics + 2 * 5 + 5 * 3, 3));
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"DL4J", "COMPILED"})
    void gradientNoiseHasTheVarianceOfItsStepOnTheMeanGradient(EngineChoice engine) {
        try (TrainableNetwork network = network(engine)) {
            var rule = new GradientNoise(List.of(new LearntArrays(network, LEARNT)), 0.3, 0.55);
            network.forward(new float[ROWS * 8], ROWS, 1);
            network.outputGradient(new double[ROWS * 3]);
            network.backward();
            float[] before = network.parameters();
            rule.afterBackward(new Step(9, 0, new SplittableRandom(5)), ROWS);
            network.update(ROWS);
            float[] after = network.parameters();
            var random = new SplittableRandom(5);
            for (ParameterArray array : LEARNT) {
                for (int i = array.from(); i < array.from() + array.length(); i++) { // SGD at a rate of 1
                    double noise = Math.sqrt(0.3 / Math.pow(10, 0.55)) * random.nextGaussian();
                    assertThat((double) before[i] - after[i]).isCloseTo(noise, within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            names = {"DL4J", "COMPILED"})
    void weightNoiseIsAShareOfEachArraysRootMeanSquare(EngineChoice engine) {
        try (TrainableNetwork network = network(engine)) {
            var rule = new WeightNoise(List.of(new LearntArrays(network, LEARNT)), 0.1, 4, List.of());
            float[] before = network.parameters();
            rule.beforeForward(new Step(8, 2, new SplittableRandom(5)));
            float[] expected = before.clone();
            var random = new SplittableRandom(5);
            for (ParameterArray array : LEARNT) {
                double squares = 0;
                for (int i = array.from(); i < array.from() + array.length(); i++) {
                    squares += (double) before[i] * before[i];
                }
                for (int i = array.from(); i < array.from() + array.length(); i++) {
                    expected[i] += (float) (0.1 * Math.sqrt(squares / array.length()) * random.nextGaussian());
                }
            }
            assertThat(network.parameters()).containsExactly(expected, within(1e-6f));
        }
    }

    @Test
    void weightNoiseComesBetweenPeriodsAndNotAtTheStart() {
        try (TrainableNetwork network = network(EngineChoice.AUTO)) {
            var restored = new ArrayList<Long>();
            var restoring = new ParameterRule() {
                @Override
                public void afterUpdate(Step step) {
                    restored.add(step.number());
                }
            };
            var rule = new WeightNoise(List.of(new LearntArrays(network, LEARNT)), 0.1, 4, List.of(restoring));
            float[] before = network.parameters();
            for (int i = 0; i < 4; i++) {
                rule.beforeForward(new Step(i, 0, new SplittableRandom(i)));
            }
            assertThat(Arrays.equals(network.parameters(), before)).isTrue();
            for (int i = 4; i < 13; i++) {
                rule.beforeForward(new Step(i, 0, new SplittableRandom(i)));
            }
            assertThat(restored).containsExactly(4L, 8L, 12L);
        }
    }

    private static TrainableNetwork network(EngineChoice engine) {
        return Engines.network(engine, ENCODER, List.of(), Optional.empty(), 1);
    }
}
