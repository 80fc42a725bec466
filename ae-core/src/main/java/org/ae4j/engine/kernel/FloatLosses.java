package org.ae4j.engine.kernel;

import org.ae4j.layer.OutputKind;

/** {@link OutputKind} in single precision: loss and gradient of a contiguous {@code [rows, width]} block. */
final class FloatLosses {
    private FloatLosses() {}

    /**
     * The gradient with respect to z in place of z.
     *
     * @param weight factor of the loss
     * @param x targets
     * @param sums gets each number's loss added, for a softmax each row's at the row's first number
     */
    static void gradient(OutputKind kind, float weight, float[] z, float[] x, float[] sums, int rows, int width) {
        int n = rows * width;
        switch (kind) {
            case SQUARED -> squared(weight, z, x, sums, n);
            case SQUARED_SIGMOID -> squaredSigmoid(weight, z, x, sums, n);
            case CROSS_ENTROPY -> crossEntropy(weight, z, x, sums, n);
            case ABSOLUTE -> absolute(weight, z, x, sums, n);
            case SOFTMAX -> {
                for (int row = 0; row < rows; row++) {
                    softmaxGradient(weight, z, x, sums, row * width, width);
                }
            }
        }
    }

    /** Outputs in place of z. */
    static void outputs(OutputKind kind, float[] z, int rows, int width) {
        switch (kind) {
            case SQUARED, ABSOLUTE -> {}
            case SQUARED_SIGMOID, CROSS_ENTROPY -> {
                for (int i = 0; i < rows * width; i++) {
                    z[i] = FloatFunctions.sigmoid(z[i]);
                }
            }
            case SOFTMAX -> {
                for (int row = 0; row < rows; row++) {
                    softmax(z, row * width, width);
                }
            }
        }
    }

    private static void squared(float weight, float[] z, float[] x, float[] sums, int n) {
        float half = weight / 2;
        for (int i = 0; i < n; i++) {
            float difference = z[i] - x[i];
            z[i] = weight * difference;
            sums[i] += half * difference * difference;
        }
    }

    private static void squaredSigmoid(float weight, float[] z, float[] x, float[] sums, int n) {
        float half = weight / 2;
        for (int i = 0; i < n; i++) {
            float a = FloatFunctions.sigmoid(z[i]);
            float difference = a - x[i];
            z[i] = weight * difference * a * (1 - a);
            sums[i] += half * difference * difference;
        }
    }

    /** With t = tanh(|z|/2): σ(|z|) = (1 + t)/2 and e^−|z| = (1 − t)/(1 + t). */
    private static void crossEntropy(float weight, float[] z, float[] x, float[] sums, int n) {
        for (int i = 0; i < n; i++) {
            float value = z[i];
            float t = FloatFunctions.tanh(.5f * value);
            float size = Math.abs(t);
            float tail = FloatFunctions.log1p((1 - size) / (1 + size));
            z[i] = weight * (.5f + .5f * t - x[i]);
            sums[i] += weight * (Math.max(value, 0) - value * x[i] + tail);
        }
    }

    private static void absolute(float weight, float[] z, float[] x, float[] sums, int n) {
        for (int i = 0; i < n; i++) {
            float difference = z[i] - x[i];
            z[i] = weight * FloatFunctions.sign(difference);
            sums[i] += weight * Math.abs(difference);
        }
    }

    /** softmax(z)·Σx − x and −Σ x log softmax(z); Σx is 1, or the weight of the row. */
    private static void softmaxGradient(float weight, float[] z, float[] x, float[] sums, int at, int width) {
        double largest = largest(z, at, width);
        double sum = 0;
        for (int i = at; i < at + width; i++) {
            sum += Math.exp(z[i] - largest);
        }
        double normalizer = largest + Math.log(sum);
        double loss = 0;
        double total = 0;
        for (int i = at; i < at + width; i++) {
            loss += x[i] * (normalizer - z[i]);
            total += x[i];
        }
        for (int i = at; i < at + width; i++) {
            z[i] = (float) (weight * (Math.exp(z[i] - normalizer) * total - x[i]));
        }
        sums[at] += (float) (weight * loss);
    }

    private static void softmax(float[] z, int at, int width) {
        double largest = largest(z, at, width);
        double sum = 0;
        for (int i = at; i < at + width; i++) {
            sum += Math.exp(z[i] - largest);
        }
        double normalizer = largest + Math.log(sum);
        for (int i = at; i < at + width; i++) {
            z[i] = (float) Math.exp(z[i] - normalizer);
        }
    }

    private static float largest(float[] z, int at, int width) {
        float largest = z[at];
        for (int i = at + 1; i < at + width; i++) {
            largest = Math.max(largest, z[i]);
        }
        return largest;
    }
}
