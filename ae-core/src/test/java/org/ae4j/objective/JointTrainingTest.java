package org.ae4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.Batch;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Prior;
import org.ae4j.spec.Scaling;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

/** What joint training promises beside its gradients: what counts in the loss, and what holds after each step. */
class JointTrainingTest {
    private static final int ROWS = 7;
    private static final float NORM = 0.3f;

    @Test
    void theDivergenceOfADrawnCodeIsWeighedByBetaAndWarmUp() {
        double none = loss(variational(0, 0));
        double whole = loss(variational(4, 0));
        assertThat(whole).isGreaterThan(none + 1);
        assertThat(loss(variational(2, 0)) - none).isCloseTo((whole - none) / 2, within(1e-9));
        assertThat(loss(variational(4, 5)) - none).isCloseTo((whole - none) / 2, within(1e-9)); // at epoch 2.5
        assertThat(loss(variational(4, 2))).isEqualTo(whole);
    }

    @Test
    void atBetaZeroTheLossIsTheLikelihoodAlone() {
        AutoencoderSpec spec = variational(0, 0);
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        try (var probe = new ObjectiveProbe(spec, 2.5)) {
            assertThat(probe.backward(batch)).isEqualTo(probe.decoder().loss(batch.target(), null, 1));
        }
    }

    private static double loss(AutoencoderSpec spec) {
        try (var probe = new ObjectiveProbe(spec, 2.5)) {
            return probe.backward(SmallSpecs.batch(spec, ROWS, 1));
        }
    }

    private static AutoencoderSpec variational(double beta, double warmUp) {
        return SmallSpecs.small("dense", SmallSpecs.NUMBERS)
                .scaling(Scaling.minMax())
                .likelihood(Likelihood.bernoulli())
                .bottleneck(Bottleneck.variational(3).beta(beta).warmUp(warmUp));
    }

    @Test
    void whatAMaskedAutoencoderSeesDoesNotCount() {
        AutoencoderSpec spec = SmallSpecs.small("masked", SmallSpecs.IMAGE).corruption(Corruption.patches(0.5, 2));
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        float[] other = batch.target().clone();
        int visible = 0;
        for (int i = 0; i < other.length; i++) {
            if (batch.weights()[i] == 0) {
                other[i] = 1 - other[i];
                visible++;
            }
        }
        assertThat(visible).isBetween(1, other.length - 1);
        try (var probe = new ObjectiveProbe(spec, 0)) {
            double loss = probe.backward(batch);
            double[] gradients = probe.gradients(probe.encoder());
            assertThat(probe.backward(new Batch(batch.input(), other, ROWS, batch.weights(), null)))
                    .isEqualTo(loss);
            assertThat(probe.gradients(probe.encoder())).isEqualTo(gradients);
        }
    }

    @Test
    void rowsOfNoClassDoNotGuide() {
        AutoencoderSpec spec = SmallSpecs.small("dense", SmallSpecs.NUMBERS)
                .knowledge(Knowledge.none().guidedBy(SmallSpecs.CLASSES, 3));
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        int[] unknown = new int[ROWS];
        Arrays.fill(unknown, -1);
        try (var probe = new ObjectiveProbe(spec, 0)) {
            double guided = probe.backward(batch);
            double alone = probe.backward(new Batch(batch.input(), batch.target(), ROWS, null, unknown));
            assertThat(alone).isLessThan(guided).isEqualTo(probe.decoder().loss(batch.target(), null, 1));
            assertThat(probe.gradients(probe.learning().get(2))).containsOnly(0);
        }
    }

    @Test
    void aGameIsNoPartOfTheReportedLoss() {
        AutoencoderSpec spec = SmallSpecs.small("dense", SmallSpecs.NUMBERS);
        Bottleneck.Adversarial played = Bottleneck.adversarial(3, Prior.gaussian());
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        double plain = step(spec, batch);
        assertThat(step(spec.bottleneck(played), batch)).isCloseTo(plain, within(1e-9));
        assertThat(step(spec.bottleneck(played.weight(1000)), batch)).isCloseTo(plain, within(1e-9));
    }

    private static double step(AutoencoderSpec spec, Batch batch) {
        try (var probe = new ObjectiveProbe(spec, 0)) {
            return probe.training().step(batch);
        }
    }

    static Stream<AutoencoderSpec> bounded() {
        AutoencoderSpec spec = SmallSpecs.small("dense", SmallSpecs.TABLE);
        Knowledge nonNegative = Knowledge.none().nonNegative(true);
        return Stream.of(
                        spec.maxNorm(NORM),
                        spec.knowledge(nonNegative),
                        spec.maxNorm(NORM).knowledge(nonNegative))
                .flatMap(one -> Stream.of(one, one.architecture(((Architecture.Dense) one.architecture()).tied(true))));
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void boundsOnWeightsHoldBeforeTheFirstStepAndAfterEach(AutoencoderSpec spec) {
        var plan = new NetworkPlan(spec);
        try (var engine = engine(spec)) {
            for (int step = 0; step < 6; step++) {
                float[] parameters = engine.parameters();
                int second =
                        Math.toIntExact(NetworkPlan.parameterCount(plan.parts().get(0)));
                assertHolds(spec, parameters, 0, WeightBlock.of(plan.parts().get(0)));
                if (plan.isTied()) {
                    assertMirrored(plan, parameters, second);
                } else {
                    assertHolds(
                            spec,
                            parameters,
                            second,
                            WeightBlock.of(plan.parts().get(1)));
                }
                engine.step(SmallSpecs.batch(spec, ROWS, step));
            }
        }
    }

    /** Steps large enough to leave the bounds. */
    private static TrainingEngine engine(AutoencoderSpec spec) {
        var optimization = new Optimization(new Adam(0.1), GradientNormalization.None, 1, 3);
        return Objectives.training(spec, optimization, EngineChoice.AUTO, Optional.empty(), 5, 1, 10);
    }

    private static void assertHolds(AutoencoderSpec spec, float[] parameters, int from, List<WeightBlock> blocks) {
        for (WeightBlock block : blocks) {
            for (int unit = 0; unit < block.outputs(); unit++) {
                int at = from + block.from() + unit * block.inputs();
                double squares = 0;
                for (int i = at; i < at + block.inputs(); i++) {
                    squares += parameters[i] * parameters[i];
                    assertThat(parameters[i])
                            .isGreaterThanOrEqualTo(spec.knowledge().nonNegative() ? 0 : -Float.MAX_VALUE);
                }
                double most = spec.penalties().maxNorm() == 0 ? Double.MAX_VALUE : NORM * (1 + 1e-6);
                assertThat(Math.sqrt(squares)).isLessThanOrEqualTo(most);
            }
        }
    }

    /** Bit by bit. */
    private static void assertMirrored(NetworkPlan plan, float[] parameters, int second) {
        List<WeightBlock> blocks = WeightBlock.of(plan.parts().get(0));
        List<WeightBlock> mirrors = WeightBlock.of(plan.parts().get(1));
        for (int b = 0; b < blocks.size(); b++) {
            WeightBlock block = blocks.get(b);
            WeightBlock mirror = mirrors.get(blocks.size() - 1 - b);
            for (int i = 0; i < block.length(); i++) {
                int transposed = i % block.inputs() * block.outputs() + i / block.inputs();
                assertThat(parameters[second + mirror.from() + transposed]).isEqualTo(parameters[block.from() + i]);
            }
        }
    }
}
