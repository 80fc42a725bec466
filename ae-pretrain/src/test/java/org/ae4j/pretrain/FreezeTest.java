package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.engine.EngineChoice;
import org.ae4j.file.Tensor;
import org.ae4j.model.FittedSpec;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Penalties;
import org.ae4j.train.EpochResult;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Sgd;

/** With Adam, L2, weight decay, dropout and batch normalisation: frozen blocks keep every bit, thawed ones move. */
class FreezeTest {
    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.everything());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    static Stream<Arguments> freezes() {
        return Stream.of(
                Arguments.of(Freeze.none(), List.of()),
                Arguments.of(Freeze.firstBlocks(0), List.of()),
                Arguments.of(Freeze.firstBlocks(1), List.of("encoder0")),
                Arguments.of(Freeze.firstBlocks(2), List.of("encoder0", "encoder1")),
                Arguments.of(Freeze.firstBlocks(3), List.of("encoder0", "encoder1", "code")),
                Arguments.of(Freeze.upTo("encoder0"), List.of("encoder0")),
                Arguments.of(Freeze.upTo("code"), List.of("encoder0", "encoder1", "code")),
                Arguments.of(Freeze.all(), List.of("encoder0", "encoder1", "code")));
    }

    @ParameterizedTest
    @MethodSource("freezes")
    void frozenBlocksKeepEveryBitAndThawedOnesMove(Freeze freeze, List<String> frozen) {
        Map<String, float[]> before = tensors(encoder);
        Map<String, float[]> after = tuned(encoder.fineTune().freeze(freeze));
        assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
        assertThat(before.keySet()).contains("encoder0.norm/mean", "encoder1.norm/var", "code/W");
        before.forEach((name, values) -> {
            String block = name.split("[./]")[0];
            if (frozen.contains(block)) {
                assertThat(after.get(name)).as(name).isEqualTo(values);
            } else {
                assertThat(after.get(name)).as(name).isNotEqualTo(values);
            }
        });
    }

    @Test
    void theEncoderItselfStaysAsItIs() {
        Map<String, float[]> before = tensors(encoder);
        tuned(encoder.fineTune());
        tensors(encoder).forEach((name, values) -> assertThat(values).as(name).isEqualTo(before.get(name)));
    }

    @Test
    void dropoutIsOffInFrozenBlocks() {
        // With dropout in the frozen part the head would see other codes than encode gives, and learn other weights.
        PretrainedEncoder without = withoutDropout();
        try (without;
                Classifier frozen = fit(encoder.fineTune().freeze(Freeze.all()));
                Classifier reference = fit(without.fineTune().freeze(Freeze.all()))) {
            assertThat(frozen.probabilities(Fixtures.blobs())).isDeepEqualTo(reference.probabilities(Fixtures.blobs()));
        }
    }

    @Test
    void dropoutOfThawedBlocksSurvives() {
        PretrainedEncoder without = withoutDropout();
        try (without;
                Classifier thawed = fit(encoder.fineTune());
                Classifier reference = fit(without.fineTune())) {
            assertThat(thawed.probabilities(Fixtures.blobs())[0])
                    .isNotEqualTo(reference.probabilities(Fixtures.blobs())[0]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void normalizationThatIsFrozenKeepsEveryBitWhileWeightsMove(EngineChoice engine) {
        Map<String, float[]> before = tensors(encoder);
        Map<String, float[]> after = tuned(
                encoder.fineTune().freeze(Freeze.firstBlocks(1).andNormalization()),
                Fixtures.plan().engine(engine));
        before.forEach((name, values) -> {
            if (name.startsWith("encoder0") || name.contains(".norm/")) {
                assertThat(after.get(name)).as(name).isEqualTo(values);
            } else {
                assertThat(after.get(name)).as(name).isNotEqualTo(values);
            }
        });
    }

    @Test
    void frozenNormalizationUsesTheStatisticsOfPretrainingInTraining() {
        PretrainedEncoder without = withoutDropout();
        TrainingPlan standing = TrainingPlan.defaults().epochs(1).batchSize(15).updater(new Sgd(1e-30));
        try (without) {
            FineTuning<Classifier> tuning = without.fineTune()
                    .head(Head.softmax().batchNorm(false))
                    .penalties(Penalties.none())
                    .plan(standing)
                    .freeze(Freeze.none().andNormalization());
            EpochResult fixed = lastEpoch(tuning);
            assertThat(fixed.trainLoss()).isCloseTo(fixed.validationLoss().getAsDouble(), within(1e-6));
            EpochResult free = lastEpoch(tuning.freeze(Freeze.none()));
            assertThat(free.trainLoss()).isNotCloseTo(free.validationLoss().getAsDouble(), within(1e-2));
        }
    }

    private static EpochResult lastEpoch(FineTuning<Classifier> tuning) {
        FineTuned<Classifier> result = tuning.fit(Fixtures.blobs(), Fixtures.blobs());
        result.model().close();
        return result.history().last();
    }

    @Test
    void theHeadsOwnNormalizationIsTrained() {
        try (Classifier classifier = fit(encoder.fineTune()
                .freeze(Freeze.none().andNormalization())
                .head(Head.softmax().activation(Activation.RELU).batchNorm(true)))) {
            Map<String, float[]> after = new LinkedHashMap<>();
            classifier.tensors().forEach(tensor -> after.put(tensor.name(), tensor.values()));
            assertThat(after.get("head.norm/mean")).isNotEqualTo(new float[4]);
            assertThat(after.get("head.norm/gamma")).isNotEqualTo(new float[] {1, 1, 1, 1});
        }
    }

    @Test
    void aBlockThatIsNotThereIsRefused() {
        assertThatThrownBy(
                        () -> encoder.fineTune().freeze(Freeze.upTo("encoder2")).fit(Fixtures.blobs()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("cannot freeze up to 'encoder2': the encoder has no such block; did you mean 'encoder0'?"
                        + " (known: encoder0, encoder1, code)");
    }

    @Test
    void freezingAllLeavesNoNormalizationToKeep() {
        assertThat(Freeze.all().andNormalization()).isEqualTo(Freeze.all());
        Freeze twice = Freeze.firstBlocks(1).andNormalization();
        assertThat(twice.andNormalization()).isEqualTo(twice);
    }

    @Test
    void moreBlocksThanThereAreAreRefused() {
        assertThatThrownBy(
                        () -> encoder.fineTune().freeze(Freeze.firstBlocks(4)).fit(Fixtures.blobs()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("cannot freeze 4 blocks: the encoder has 3 (encoder0, encoder1, code)");
    }

    @Test
    void aNegativeCountIsRefused() {
        assertThatThrownBy(() -> Freeze.firstBlocks(-1))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("freezing needs a count of blocks of at least 0, found -1");
    }

    /** The same weights in an encoder that never drops a unit. */
    private static PretrainedEncoder withoutDropout() {
        AutoencoderSpec spec = Fixtures.everything().dropout(0).resolved();
        return new PretrainedEncoder(
                new FittedSpec(spec, encoder.scaling(), encoder.provenance()),
                EncoderPlan.whole(spec),
                encoder.parameters());
    }

    private static Classifier fit(FineTuning<Classifier> tuning) {
        return fit(tuning, Fixtures.plan());
    }

    private static Classifier fit(FineTuning<Classifier> tuning, TrainingPlan plan) {
        return tuning.plan(plan).fit(Fixtures.blobs()).model();
    }

    private static Map<String, float[]> tuned(FineTuning<Classifier> tuning) {
        return tuned(tuning, Fixtures.plan());
    }

    private static Map<String, float[]> tuned(FineTuning<Classifier> tuning, TrainingPlan plan) {
        try (Classifier classifier = fit(tuning, plan);
                PretrainedEncoder inside = classifier.encoder()) {
            return tensors(inside);
        }
    }

    private static Map<String, float[]> tensors(PretrainedEncoder encoder) {
        var tensors = new LinkedHashMap<String, float[]>();
        for (Tensor tensor : encoder.tensors()) {
            tensors.put(tensor.name(), tensor.values());
        }
        return tensors;
    }
}
