package org.ae4j.engine.program;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.ae4j.layer.StableActivation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;

/** The activations of hidden layers and codes, by DL4J's formulas: the reference that fast kernels are tested against. */
public enum Nonlinearity {
    IDENTITY(z -> z, z -> 1),
    RELU(z -> Math.max(z, 0), z -> z > 0 ? 1 : 0),
    /** z below 0 times 0.01. */
    LEAKYRELU(z -> z > 0 ? z : 0.01 * z, z -> z > 0 ? 1 : 0.01),
    /** Between 0 and 6. */
    RELU6(z -> Math.min(Math.max(z, 0), 6), z -> z > 0 && z < 6 ? 1 : 0),
    /** z above 1, else 0. */
    THRESHOLDEDRELU(z -> z > 1 ? z : 0, z -> z > 1 ? 1 : 0),
    SIGMOID(Nonlinearity::sigmoid, z -> sigmoid(z) * sigmoid(-z)),
    /** Between 0 and 1: 0.2z + 0.5. */
    HARDSIGMOID(z -> Math.min(Math.max(0.2 * z + 0.5, 0), 1), z -> Math.abs(z) < 2.5 ? 0.2 : 0),
    TANH(Math::tanh, z -> 1 - Math.tanh(z) * Math.tanh(z)),
    /** Between −1 and 1. */
    HARDTANH(z -> Math.min(Math.max(z, -1), 1), z -> Math.abs(z) < 1 ? 1 : 0),
    /** 1.7159·t(2z/3), t(y) = sign(y)·(1 − 1/(1 + |y| + y² + 1.41645y⁴)), near tanh. */
    RATIONALTANH(Nonlinearity::rationalTanh, Nonlinearity::rationalTanhSlope),
    RECTIFIEDTANH(z -> Math.max(Math.tanh(z), 0), z -> z > 0 ? 1 - Math.tanh(z) * Math.tanh(z) : 0),
    SOFTSIGN(z -> z / (1 + Math.abs(z)), z -> 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)))),
    SOFTPLUS(Nonlinearity::softplus, Nonlinearity::sigmoid),
    ELU(z -> z > 0 ? z : Math.expm1(z), z -> z > 0 ? 1 : Math.exp(z)),
    /** λz, or λα(eᶻ − 1) below 0 (Klambauer et al. 2017). */
    SELU(
            z -> Nonlinearity.SELU_LAMBDA * (z > 0 ? z : Nonlinearity.SELU_ALPHA * Math.expm1(z)),
            z -> Nonlinearity.SELU_LAMBDA * (z > 0 ? 1 : Nonlinearity.SELU_ALPHA * Math.exp(z))),
    SWISH(z -> z * sigmoid(z), z -> gatedSlope(z, 1)),
    /** zσ(1.702z), see {@link StableActivation}. */
    GELU(z -> z * sigmoid(Nonlinearity.GELU_SLOPE * z), z -> gatedSlope(z, Nonlinearity.GELU_SLOPE)),
    MISH(z -> z * Math.tanh(softplus(z)), Nonlinearity::mishSlope),
    CUBE(z -> z * z * z, z -> 3 * z * z);

    public static final double GELU_SLOPE = 1.702;
    public static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    public static final double SELU_LAMBDA = 1.0507009873554804934193349852946;

    private final DoubleUnaryOperator value;
    private final DoubleUnaryOperator slope;

    Nonlinearity(DoubleUnaryOperator value, DoubleUnaryOperator slope) {
        this.value = value;
        this.slope = slope;
    }

    /** What computes as DL4J's function does; empty where there is none, such as for another slope of a leaky ReLU. */
    public static Optional<Nonlinearity> of(IActivation activation) {
        return Arrays.stream(values())
                .filter(f -> StableActivation.of(Activation.valueOf(f.name())).equals(activation))
                .findFirst();
    }

    /** f(z). */
    public double value(double z) {
        return value.applyAsDouble(z);
    }

    /** f′(z). */
    public double slope(double z) {
        return slope.applyAsDouble(z);
    }

    /** Whether f′ must be kept for the backward pass, or else follows from f(z). */
    public boolean keepsSlope() {
        return switch (this) {
            case IDENTITY, RELU, SIGMOID, TANH -> false;
            default -> true;
        };
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /** Of zσ(cz): σ + czσ(1 − σ). */
    private static double gatedSlope(double z, double c) {
        double s = sigmoid(c * z);
        return s + c * z * s * (1 - s);
    }

    private static double mishSlope(double z) {
        double t = Math.tanh(softplus(z));
        return t + z * sigmoid(z) * (1 - t * t);
    }

    private static double rationalTanh(double z) {
        double y = Math.abs(2 * z / 3);
        return 1.7159 * Math.signum(z) * (1 - 1 / (1 + y + y * y + 1.41645 * y * y * y * y));
    }

    private static double rationalTanhSlope(double z) {
        double y = Math.abs(2 * z / 3);
        double below = 1 + y + y * y + 1.41645 * y * y * y * y;
        return 1.7159 * 2 / 3 * (1 + 2 * y + 4 * 1.41645 * y * y * y) / (below * below);
    }
}
