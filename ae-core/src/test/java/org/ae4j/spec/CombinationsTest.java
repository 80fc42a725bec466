package org.ae4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Parts that cannot work together, and those that can. */
class CombinationsTest {
    private static final Schema TABLE = Schema.table(
            List.of(Column.numeric("t"), Column.categorical("mode", List.of("a", "b")), Column.numeric("p")));
    private static final Schema CATEGORIES = Schema.table(List.of(Column.categorical("mode", List.of("a", "b"))));
    private static final Knowledge TOLD = Knowledge.none().conditionedOn(List.of("ok", "worn"));

    static Stream<Arguments> refusals() {
        AutoencoderSpec tied = Presets.tied(TABLE);
        AutoencoderSpec contractive = Presets.dense(TABLE).contractive(0.1);
        String smooth =
                "the contractive penalty is one on a code that follows the input smoothly: a variational one is held"
                        + " by its divergence, a vector-quantised one has steps; choose a plain, sparse, k-sparse, adversarial or"
                        + " Wasserstein code";
        String ownRow =
                "the contractive penalty needs a code that depends on its own row alone: leave out dropout and batch"
                        + " normalisation";
        return Stream.of(
                refused(
                        () -> tied.bottleneck(Bottleneck.variational(2)),
                        "tied weights need as many numbers in front of the code as behind it, and a variational code comes"
                                + " from twice as many: leave the decoder untied"),
                refused(
                        () -> tied.knowledge(TOLD),
                        "tied weights need a decoder that takes the code alone, and a class-conditional one takes the class"
                                + " as well: leave the decoder untied"),
                refused(() -> contractive.dropout(0.1), ownRow),
                refused(() -> contractive.batchNorm(true), ownRow),
                refused(() -> contractive.bottleneck(Bottleneck.variational(2)), smooth),
                refused(() -> contractive.bottleneck(Bottleneck.vectorQuantized(1, 2, 2)), smooth),
                refused(
                        () -> Presets.dense(TABLE).corruption(Corruption.patches(0.5, 2)),
                        "patches hide neighbouring numbers and would cut the one-hot numbers of a categorical column apart:"
                                + " use masking"),
                refused(
                        () -> Presets.dense(TABLE)
                                .corruption(Corruption.gaussian(0.1).then(Corruption.patches(0.5, 2))),
                        "patches hide neighbouring numbers and would cut the one-hot numbers of a categorical column apart:"
                                + " use masking"),
                refused(
                        () -> Presets.dense(CATEGORIES)
                                .corruption(Corruption.gaussian(0.1).then(Corruption.affine())),
                        "an affine corruption moves the pixels of images, and these are 0 numeric and 1 categorical columns:"
                                + " use masking or gaussian"),
                refused(
                        () -> Presets.dense(Schema.sequence(List.of("t"), 4)).corruption(Corruption.affine()),
                        "an affine corruption moves the pixels of images, and these are sequences of 4 steps of 1 (t): use"
                                + " masking or gaussian"),
                refused(
                        () -> Presets.dense(Schema.image(1, 2, 2))
                                .scaling(Scaling.minMax())
                                .corruption(Corruption.affine()),
                        "an affine corruption moves pixels to places where others were scaled by numbers of their own: scale"
                                + " all alike, by Scaling.divide(255)"),
                refused(
                        () -> Presets.dense(CATEGORIES)
                                .likelihood(Likelihood.gaussian().learnedSigma()),
                        "a gaussian with a learned sigma needs a numeric column, and there is none"),
                refused(
                        () -> Presets.dense(TABLE).knowledge(Knowledge.none().featureWeights(Map.of("mod", 2.0))),
                        "a feature weight names 'mod', which is no column; did you mean 'mode'? (known: t, mode, p)"),
                refused(() -> Presets.dense(TABLE).bottleneck(null), "the specification has no bottleneck"),
                refused(() -> Presets.dense(TABLE).knowledge(null), "the specification has no knowledge"),
                refused(() -> Presets.dense(TABLE).critic(null), "the specification has no critic"),
                refused(() -> Presets.dense(TABLE).penalties(null), "the specification has no penalties"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotWorkTogetherIsRefusedWithTheReason(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidSpecException.class).hasMessage(message);
    }

    @Test
    void whatCanWorkTogetherIsAllowed() {
        AutoencoderSpec threeWords = Presets.denoising(TABLE)
                .bottleneck(Bottleneck.variational(2))
                .knowledge(TOLD.guidedBy(TOLD.classes(), 1))
                .critic(Critic.weighing(1));
        assertThat(threeWords.knowledge().needsLabels()).isTrue();
        AutoencoderSpec tied = Presets.contractive(TABLE)
                .hidden(8)
                .activation(Activation.TANH)
                .bottleneck(Bottleneck.kSparse(8, 2))
                .maxNorm(3)
                .knowledge(Knowledge.none().nonNegative(true));
        assertThat(tied.architecture()).isEqualTo(Architecture.dense(8).tied(true));
        assertThat(Presets.dense(Schema.image(1, 8, 8))
                        .corruption(Corruption.patches(0.5, 4).then(Corruption.gaussian(0.1)))
                        .corruption()
                        .hidesTarget())
                .isTrue();
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }
}
