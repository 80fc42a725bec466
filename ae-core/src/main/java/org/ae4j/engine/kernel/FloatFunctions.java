package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Nonlinearity;

/**
 * {@link Nonlinearity} in single precision, in loops that the JIT compiler vectorises: only + − × ÷ min max abs on arrays
 * from index 0. Everything exponential comes from one rational tanh.
 */
final class FloatFunctions {
    private static final float LARGEST = Float.MAX_VALUE;
    private static final float GELU_SLOPE = (float) Nonlinearity.GELU_SLOPE;
    private static final float SELU_LAMBDA = (float) Nonlinearity.SELU_LAMBDA;
    private static final float SELU_LINEAR = (float) (Nonlinearity.SELU_LAMBDA * Nonlinearity.SELU_ALPHA);
    private static final float RATIONAL_TANH = 1.7159f;

    private FloatFunctions() {}

    /** Values in place of the first {@code n} numbers, without slopes or with them. */
    static void apply(Nonlinearity f, float[] z, float[] slope, int n) {
        switch (f) {
            case IDENTITY -> {}
            case RELU -> relu(z, n);
            case SIGMOID -> sigmoid(z, n);
            case TANH -> tanh(z, n);
            case LEAKYRELU -> leakyRelu(z, slope, n);
            case RELU6 -> relu6(z, slope, n);
            case THRESHOLDEDRELU -> thresholdedRelu(z, slope, n);
            case HARDSIGMOID -> hardSigmoid(z, slope, n);
            case HARDTANH -> hardTanh(z, slope, n);
            case RATIONALTANH -> rationalTanh(z, slope, n);
            case RECTIFIEDTANH -> rectifiedTanh(z, slope, n);
            case SOFTSIGN -> softsign(z, slope, n);
            case SOFTPLUS -> softplus(z, slope, n);
            case ELU -> elu(z, slope, n, 1, 1);
            case SELU -> elu(z, slope, n, SELU_LAMBDA, SELU_LINEAR);
            case SWISH -> gated(z, slope, n, 1);
            case GELU -> gated(z, slope, n, GELU_SLOPE);
            case MISH -> mish(z, slope, n);
            case CUBE -> cube(z, slope, n);
        }
    }

    /** d = d·f′ where f′ follows from f, see {@link Nonlinearity#keepsSlope}. */
    static void chain(Nonlinearity f, float[] a, float[] d, int n) {
        switch (f) {
            case IDENTITY -> {}
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    d[i] *= step(a[i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    d[i] *= a[i] * (1 - a[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    d[i] *= 1 - a[i] * a[i];
                }
            }
            default -> throw new IllegalArgumentException(f + " keeps its slope");
        }
    }

    /** 1 above 0, else 0; right for all but the smallest subnormal numbers. */
    static float step(float x) {
        return Math.min(Math.max(x * LARGEST, 0), 1);
    }

    /** −1, 0 or 1; right for all but the smallest subnormal numbers. */
    static float sign(float x) {
        return Math.min(Math.max(x * LARGEST, -1), 1);
    }

    /**
     * xP(x²)/Q(x²) fitted to tanh on [0, 8] by relative error (Lawson's iteration) and constant beyond: relative error below
     * 4·10⁻⁷ in single precision, never above 1, which all numbers from 3 to 8 were tried for.
     */
    static float tanh(float x) {
        float c = Math.min(Math.max(x, -8f), 8f);
        float u = c * c;
        float p = 1f
                + u
                        * (.1344452053308487f
                                + u
                                        * (.0035716246347874403f
                                                + u * (2.1895104509894736e-5f + u * 1.5231055527920034e-8f)));
        float q = 1f
                + u
                        * (.4677784740924835f
                                + u * (.026164542883634567f + u * (3.411335637792945e-4f + u * 8.522702046320774e-7f)));
        return c * p / q;
    }

    static float sigmoid(float x) {
        return .5f + .5f * tanh(.5f * x);
    }

    /** log(1 + e) for e in [0, 1], relative error below 3·10⁻⁷, fitted as {@link #tanh}. */
    static float log1p(float e) {
        float p = 1f + e * (1.0662184954f + e * (.23815752566f + e * .0034172818996f));
        float q = 1f + e * (1.5662183762f + e * (.6879362464f + e * .075287282467f));
        return e * p / q;
    }

    /** e^−|x|, absolute error below 3·10⁻⁷. */
    static float expOfMinusAbs(float x) {
        float t = tanh(.5f * Math.abs(x));
        return (1 - t) / (1 + t);
    }

    private static void relu(float[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = Math.max(z[i], 0);
        }
    }

    private static void sigmoid(float[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = sigmoid(z[i]);
        }
    }

    private static void tanh(float[] z, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = tanh(z[i]);
        }
    }

    private static void leakyRelu(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            float s = .01f + .99f * step(z[i]);
            slope[i] = s;
            z[i] *= s;
        }
    }

    private static void relu6(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = step(z[i]) * step(6 - z[i]);
            z[i] = Math.min(Math.max(z[i], 0), 6);
        }
    }

    private static void thresholdedRelu(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = step(z[i] - 1);
            z[i] *= slope[i];
        }
    }

    private static void hardSigmoid(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = .2f * step(2.5f - Math.abs(z[i]));
            z[i] = Math.min(Math.max(.2f * z[i] + .5f, 0), 1);
        }
    }

    private static void hardTanh(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = step(1 - Math.abs(z[i]));
            z[i] = Math.min(Math.max(z[i], -1), 1);
        }
    }

    private static void rationalTanh(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            float y = Math.min(Math.abs(z[i]) * (2f / 3), 1e4f); // beyond, y⁸ would overflow; 1/below is 0 long before
            float below = 1 + y + y * y + 1.41645f * y * y * y * y;
            slope[i] = RATIONAL_TANH * (2f / 3) * (1 + 2 * y + 4 * 1.41645f * y * y * y) / (below * below);
            z[i] = RATIONAL_TANH * sign(z[i]) * (1 - 1 / below);
        }
    }

    private static void rectifiedTanh(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            float t = tanh(z[i]);
            slope[i] = step(z[i]) * (1 - t * t);
            z[i] = Math.max(t, 0);
        }
    }

    private static void softsign(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            float r = 1 / (1 + Math.abs(z[i]));
            slope[i] = r * r;
            z[i] *= r;
        }
    }

    private static void softplus(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = sigmoid(z[i]);
            z[i] = Math.max(z[i], 0) + log1p(expOfMinusAbs(z[i]));
        }
    }

    /** e^z − 1 below 0 is 2t/(1 − t) with t = tanh(z/2), which loses no digits near 0. */
    private static void elu(float[] z, float[] slope, int n, float above, float below) {
        for (int i = 0; i < n; i++) {
            float t = tanh(.5f * Math.min(z[i], 0));
            float negative = below * 2 * t / (1 - t);
            float s = step(z[i]);
            slope[i] = s * above + (1 - s) * (negative + below);
            z[i] = above * Math.max(z[i], 0) + negative;
        }
    }

    /** zσ(cz), slope σ + czσ(1 − σ). */
    private static void gated(float[] z, float[] slope, int n, float c) {
        for (int i = 0; i < n; i++) {
            float s = sigmoid(c * z[i]);
            slope[i] = s + c * z[i] * s * (1 - s);
            z[i] *= s;
        }
    }

    /**
     * tanh(log(1 + e^z)) = n/(n + 2) with n = e^z(e^z + 2); with e = e^−|z| that is (e² + 2e)/(e² + 2e + 2) below 0 and
     * (1 + 2e)/(1 + 2e + 2e²) above, where nothing overflows.
     */
    private static void mish(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            float x = z[i];
            float e = expOfMinusAbs(x);
            float s = step(x);
            float over = s * (1 + 2 * e) + (1 - s) * (e * e + 2 * e);
            float under = s * (1 + 2 * e + 2 * e * e) + (1 - s) * (e * e + 2 * e + 2);
            float t = over / under;
            slope[i] = t + x * sigmoid(x) * (1 - t * t);
            z[i] = x * t;
        }
    }

    private static void cube(float[] z, float[] slope, int n) {
        for (int i = 0; i < n; i++) {
            slope[i] = 3 * z[i] * z[i];
            z[i] *= z[i] * z[i];
        }
    }
}
