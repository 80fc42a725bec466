package org.ae4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.Batch;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.layer.LossPart;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Critic;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Prior;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Sgd;

/** What engines tell of the parts of a step's loss. */
class LossPartsTest {
    private static final int ROWS = 7;
    private static final AutoencoderSpec SPEC = SmallSpecs.small("dense", SmallSpecs.NUMBERS);

    static Stream<Arguments> specs() {
        var guided = Knowledge.none().guidedBy(SmallSpecs.CLASSES, 3);
        return Stream.of(
                Arguments.of(
                        SPEC.bottleneck(Bottleneck.variational(3).beta(2)).l2(0.1),
                        Set.of(LossPart.RECONSTRUCTION, LossPart.DIVERGENCE, LossPart.WEIGHTS)),
                Arguments.of(
                        SPEC.bottleneck(Bottleneck.adversarial(3, Prior.gaussian()))
                                .knowledge(guided),
                        Set.of(LossPart.RECONSTRUCTION, LossPart.GUIDANCE, LossPart.CODE_GAME)),
                Arguments.of(
                        SPEC.bottleneck(Bottleneck.wasserstein(3, Prior.gaussian()))
                                .l1(0.1),
                        Set.of(LossPart.RECONSTRUCTION, LossPart.DISCREPANCY, LossPart.WEIGHTS)),
                Arguments.of(
                        SPEC.bottleneck(Bottleneck.sparse(3, 0.1, 0.5)).critic(new Critic(0.5, List.of(4))),
                        Set.of(LossPart.RECONSTRUCTION, LossPart.SPARSITY, LossPart.ROW_GAME)),
                Arguments.of(
                        SmallSpecs.small("vector-quantized", SmallSpecs.NUMBERS),
                        Set.of(LossPart.RECONSTRUCTION, LossPart.COMMITMENT)),
                Arguments.of(SPEC.contractive(0.3), Set.of(LossPart.RECONSTRUCTION, LossPart.CONTRACTION)));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void partsThatCountAddUpToTheLoss(AutoencoderSpec spec, Set<LossPart> parts) {
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        try (var probe = new ObjectiveProbe(spec, 0)) {
            JointTraining training = probe.training();
            assertThat(training.parts()).isEqualTo(parts);
            for (int step = 0; step < 3; step++) {
                double loss = training.step(batch);
                assertThat(sum(training)).isCloseTo(loss, within(1e-12 * Math.abs(loss)));
                assertThat(parts)
                        .allSatisfy(part -> assertThat(training.part(part)).isNotZero());
            }
        }
    }

    private static double sum(TrainingEngine engine) {
        return engine.parts().stream()
                .filter(LossPart::counts)
                .mapToDouble(engine::part)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPILED", "DL4J"})
    void weightsOfOneNetworkAreTheirPenalty(EngineChoice choice) {
        AutoencoderSpec spec = SPEC.l2(0.2).l1(0.01);
        Batch batch = SmallSpecs.batch(spec, ROWS, 1);
        try (TrainingEngine engine = engine(spec, choice)) {
            assertThat(engine.parts()).containsExactlyInAnyOrder(LossPart.RECONSTRUCTION, LossPart.WEIGHTS);
            for (int step = 0; step < 2; step++) {
                double penalty = penalty(spec, engine.parameters());
                double reconstruction = reconstruction(engine, batch);
                double loss = engine.step(batch);
                assertThat(engine.part(LossPart.WEIGHTS)).isCloseTo(penalty, within(1e-6 * penalty));
                assertThat(engine.part(LossPart.RECONSTRUCTION)).isCloseTo(reconstruction, within(1e-5 * loss));
                assertThat(sum(engine)).isCloseTo(loss, within(1e-12 * loss));
            }
            assertThatThrownBy(() -> engine.part(LossPart.DIVERGENCE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("one network's loss has no part divergence");
        }
    }

    /** Without dropout and statistics of the batch the loss in use is that of a step without its penalties. */
    private static double reconstruction(TrainingEngine engine, Batch batch) {
        return engine.loss(batch) / batch.rows();
    }

    private static double penalty(AutoencoderSpec spec, float[] parameters) {
        double penalty = 0;
        int from = 0;
        var plan = new NetworkPlan(spec);
        for (MultiLayerConfiguration part : List.of(plan.encoder(), plan.linearDecoder(Optimization.none()))) {
            for (WeightBlock block : WeightBlock.of(part)) {
                int at = from + block.from();
                for (float weight : Arrays.copyOfRange(parameters, at, at + block.length())) {
                    penalty += 0.2 / 2 * weight * weight + 0.01 * Math.abs(weight);
                }
            }
            from += Math.toIntExact(NetworkPlan.parameterCount(part));
        }
        return penalty;
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPILED", "DL4J"})
    void lossOfOnePieceHasNoParts(EngineChoice choice) {
        try (TrainingEngine engine = engine(SPEC, choice)) {
            assertThat(engine.parts()).isEmpty();
        }
    }

    private static TrainingEngine engine(AutoencoderSpec spec, EngineChoice choice) {
        var optimization = new Optimization(new Sgd(0.01), GradientNormalization.None, 1, 3);
        return Objectives.training(spec, optimization, choice, Optional.empty(), 5, 1, 10);
    }
}
