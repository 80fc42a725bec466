package org.ae4j.layer;

import java.util.Locale;
import java.util.stream.Stream;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The smooth activations whose derivatives overflow in DL4J 1.0.0-M2.1 in single precision (SWISH from 45 on, GELU and
 * MISH from 30 on, SOFTPLUS itself from 89 on: NaN weights), computed by sigmoids, which cannot. σ is the sigmoid.
 *
 * <ul>
 *   <li>SWISH: xσ(x) (Elfwing et al. 2018), slope σ + xσ(1 − σ);
 *   <li>GELU: xσ(1.702x), the sigmoid form that DL4J has (Hendrycks and Gimpel 2016, section 2);
 *   <li>SOFTPLUS: max(x, 0) + log(1 + e^−|x|), slope σ;
 *   <li>MISH: x tanh(softplus(x)) (Misra 2019), slope t + xσ(1 − t²) with t the hyperbolic tangent.
 * </ul>
 */
public final class StableActivation extends BaseActivationFunction {
    private static final long serialVersionUID = 1L;
    private static final double GELU_SLOPE = 1.702;

    private final Activation activation;

    private StableActivation(@JsonProperty("activation") Activation activation) {
        this.activation = activation;
    }

    /** DL4J's own function of this activation, or the stable one where DL4J's overflows. */
    public static IActivation of(Activation activation) {
        return switch (activation) {
            case SWISH, GELU, SOFTPLUS, MISH -> new StableActivation(activation);
            default -> activation.getActivationFunction();
        };
    }

    /** The same function, or the stable one where this is DL4J's and overflows. */
    public static IActivation of(IActivation function) {
        return Stream.of(Activation.SWISH, Activation.GELU, Activation.SOFTPLUS, Activation.MISH)
                .filter(activation -> activation.getActivationFunction().equals(function))
                .findFirst()
                .map(StableActivation::of)
                .orElse(function);
    }

    @JsonProperty("activation")
    public Activation getActivation() {
        return activation;
    }

    @Override
    public INDArray getActivation(INDArray x, boolean training) {
        return switch (activation) {
            case SWISH -> x.muli(Transforms.sigmoid(x, true));
            case GELU -> x.muli(Transforms.sigmoid(x.mul(GELU_SLOPE), false));
            case SOFTPLUS -> x.assign(softplus(x));
            default -> x.muli(Transforms.tanh(softplus(x), false));
        };
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray x, INDArray epsilon) {
        assertShape(x, epsilon);
        return new Pair<>(epsilon.mul(slope(x)), null);
    }

    private INDArray slope(INDArray x) {
        return switch (activation) {
            case SWISH -> gatedSlope(x, 1);
            case GELU -> gatedSlope(x, GELU_SLOPE);
            case SOFTPLUS -> Transforms.sigmoid(x, true);
            default -> {
                INDArray t = Transforms.tanh(softplus(x), false);
                INDArray rest =
                        t.mul(t).rsubi(1).muli(Transforms.sigmoid(x, true)).muli(x);
                yield t.addi(rest);
            }
        };
    }

    /** Of xσ(cx): σ + cxσ(1 − σ). */
    private static INDArray gatedSlope(INDArray x, double c) {
        INDArray sigmoid = Transforms.sigmoid(x.mul(c), false);
        return sigmoid.rsub(1).muli(x).muli(c).addi(1).muli(sigmoid);
    }

    private static INDArray softplus(INDArray x) {
        INDArray tail = Transforms.log(
                Transforms.exp(Transforms.abs(x, true).negi(), false).addi(1), false);
        return tail.addi(Transforms.max(x, 0, true));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StableActivation stable && stable.activation == activation;
    }

    @Override
    public int hashCode() {
        return activation.hashCode();
    }

    @Override
    public String toString() {
        return activation.name().toLowerCase(Locale.ROOT);
    }
}
