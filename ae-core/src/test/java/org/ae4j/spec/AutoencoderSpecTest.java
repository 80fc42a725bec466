package org.ae4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

class AutoencoderSpecTest {
    private static final Schema TABLE = Schema.table(
            List.of(Column.numeric("t"), Column.categorical("mode", List.of("a", "b")), Column.numeric("p")));

    static Stream<AutoencoderSpec> specs() {
        AutoencoderSpec dense = Presets.dense(TABLE);
        return Stream.of(
                dense,
                Presets.dense(Schema.image(1, 28, 28)),
                dense.hidden().code(1).bottleneck(Bottleneck.plain(2).activation(Activation.RELU)),
                dense.scaling(Scaling.minMax())
                        .likelihood(Likelihood.bernoulli().column("t", Likelihood.gaussian(0.3))),
                dense.scaling(Scaling.divide(16))
                        .likelihood(Likelihood.laplace())
                        .resolved(),
                dense.scaling(Scaling.none()).dropout(0.25).batchNorm(true).weightInit(WeightInit.RELU),
                dense.l1(1e-5).l2(1e-4).weightDecay(1e-3).activation(Activation.SWISH));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void everySpecificationComesBackFromJson(AutoencoderSpec spec) {
        ObjectNode json = SpecJson.write(spec);
        assertThat(SpecJson.read(json)).isEqualTo(spec);
        assertThat(json.toString()).doesNotContain("org.ae4j");
    }

    static Stream<Arguments> refusals() {
        AutoencoderSpec dense = Presets.dense(TABLE);
        return Stream.of(
                refused(() -> dense.dropout(1), "dropout is the probability of dropping a unit, in [0, 1), found 1.0"),
                refused(
                        () -> dense.dropout(-0.1),
                        "dropout is the probability of dropping a unit, in [0, 1), found -0.1"),
                refused(() -> dense.code(0), "a code needs at least 1 number, found 0"),
                refused(() -> dense.hidden(8, 0), "hidden layers need widths of at least 1, found [8, 0]"),
                refused(() -> dense.l2(-1), "l2 is a finite number of at least 0, found -1.0"),
                refused(() -> dense.activation(Activation.RRELU), "RRELU throws in DL4J 1.0.0-M2.1; use LEAKYRELU"),
                refused(
                        () -> dense.activation(Activation.SOFTMAX),
                        "SOFTMAX belongs to categorical outputs; choose another hidden activation"),
                refused(
                        () -> dense.weightInit(WeightInit.IDENTITY),
                        "weightInit is one that any layer can have, such as XAVIER, RELU or LECUN_NORMAL; found IDENTITY"),
                refused(() -> Scaling.divide(0), "scaling divides by a finite number above 0, found 0.0"),
                refused(() -> Likelihood.gaussian(0), "gaussian needs a finite sigma above 0, found 0.0"),
                refused(
                        () -> dense.likelihood(Likelihood.unitGaussian()),
                        "a sigmoid output cannot reach standardised data (column 't'): use the gaussian likelihood,"
                                + " or scale with minMax or divide"),
                refused(
                        () -> dense.likelihood(Likelihood.gaussian().column("T1", Likelihood.laplace())),
                        "a likelihood names 'T1', which is no numeric column; did you mean 't'? (known: t, p)"),
                refused(
                        () -> Presets.named("desne", TABLE),
                        "there is no preset 'desne'; did you mean 'dense'? (known: "
                                + "dense, tied, sparse, k-sparse, denoising, contractive, stacked-denoising, variational,"
                                + " vector-quantized, adversarial, vae-gan, wasserstein, masked, convolutional,"
                                + " convolutional-variational, recurrent, recurrent-variational)"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatCannotWorkIsRefusedWithTheReason(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(InvalidSpecException.class).hasMessage(message);
    }

    @Test
    void likelihoodFollowsTheScalingUnlessChosen() {
        AutoencoderSpec dense = Presets.dense(TABLE);
        Column column = TABLE.columns().get(0);
        assertThat(dense.likelihoodOf(column)).isEqualTo(Likelihood.gaussian());
        assertThat(dense.scaling(Scaling.minMax()).likelihoodOf(column)).isEqualTo(Likelihood.unitGaussian());
        assertThat(dense.likelihood(Likelihood.laplace())
                        .scaling(Scaling.minMax())
                        .likelihoodOf(column))
                .isEqualTo(Likelihood.laplace());
        assertThat(dense.scaling(Scaling.divide(2)).resolved().likelihood()).isEqualTo(Likelihood.unitGaussian());
    }

    @Test
    void oneHotColumnsCountAsInputs() {
        assertThat(Presets.dense(TABLE).inputs()).isEqualTo(4);
    }

    @Test
    void warnsOfACodeThatIsNotSmallerThanTheInput() {
        assertThat(Presets.dense(TABLE).code(3).warnings()).isEmpty();
        assertThat(Presets.dense(TABLE).code(4).warnings())
                .containsExactly("the code has 4 numbers and the input 4: without a constraint the network may copy its"
                        + " input; choose a smaller code");
    }

    @Test
    void jsonWithUnknownMissingOrWrongFieldsIsRefusedWithItsPlace() {
        ObjectNode unknown = SpecJson.write(Presets.dense(TABLE));
        unknown.withObject("layers").put("dropuot", 0.5);
        assertThatThrownBy(() -> SpecJson.read(unknown))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("specification.layers.dropuot")
                .hasMessageContaining("dropuot");
        ObjectNode missing = SpecJson.write(Presets.dense(TABLE));
        missing.withObject("bottleneck").remove("size");
        assertThatThrownBy(() -> SpecJson.read(missing))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("size");
        ObjectNode outside = SpecJson.write(Presets.dense(TABLE));
        outside.withObject("layers").put("dropout", 2);
        assertThatThrownBy(() -> SpecJson.read(outside))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("dropout is the probability of dropping a unit, in [0, 1), found 2.0");
        ObjectNode foreign = SpecJson.write(Presets.dense(TABLE));
        foreign.withObject("scaling").put("type", "java.lang.Runtime");
        assertThatThrownBy(() -> SpecJson.read(foreign)).isInstanceOf(InvalidSpecException.class);
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return Arguments.of(call, message);
    }
}
