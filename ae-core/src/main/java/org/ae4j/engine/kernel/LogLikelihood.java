package org.ae4j.engine.kernel;

import java.util.List;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;

/**
 * The log-likelihood of rows in nats, constants included, from outputs in front of their activation, so that it is exact
 * where an output is certain. With z such an output, x its target and w the group's weight:
 *
 * <ul>
 *   <li>{@link OutputKind#SQUARED}: −w(z − x)²/2 − ½log(2π/w), a normal with σ² = 1/w;
 *   <li>{@link OutputKind#SQUARED_SIGMOID}: the same around sigmoid(z);
 *   <li>{@link OutputKind#CROSS_ENTROPY}: xz − log(1 + e^z); of a x between 0 and 1 the cross-entropy, which is no density;
 *   <li>{@link OutputKind#ABSOLUTE}: −w|z − x| − log(2/w), a Laplace of scale 1/w;
 *   <li>{@link OutputKind#SOFTMAX}: Σ x log softmax(z).
 * </ul>
 *
 * <p>Single precision number by number, in loops that the JIT compiler vectorises; sums in double precision.
 *
 * @param groups cover all columns once, in their order
 */
public record LogLikelihood(List<OutputGroup> groups) {
    public LogLikelihood {
        groups = List.copyOf(groups);
    }

    /** How many columns a row has. */
    public int columns() {
        return groups.get(groups.size() - 1).to();
    }

    /**
     * Log-likelihoods of rows.
     *
     * @param z {@code [rows, columns]}, overwritten
     * @param x {@code [rows, columns]}: targets
     * @param counted {@code [rows, columns]}: 1 for numbers that count and 0 for others, equal over a softmax; null where all
     *     do
     * @param sums gets {@code [rows]}; may be longer, as may all arrays
     */
    public void of(float[] z, float[] x, float[] counted, int rows, double[] sums) {
        int columns = columns();
        if (groups.size() == 1 && groups.get(0).kind() != OutputKind.SOFTMAX) {
            terms(groups.get(0), z, x, 0, rows * columns);
        } else {
            for (int row = 0; row < rows; row++) {
                for (OutputGroup group : groups) {
                    terms(group, z, x, row * columns + group.from(), row * columns + group.to());
                }
            }
        }
        for (int row = 0; row < rows; row++) {
            sums[row] = counted == null
                    ? sum(z, row * columns, (row + 1) * columns)
                    : sum(z, counted, row * columns, (row + 1) * columns);
        }
    }

    /** Each number's part in place of z. */
    private static void terms(OutputGroup group, float[] z, float[] x, int from, int to) {
        float weight = (float) group.weight();
        switch (group.kind()) {
            case SQUARED -> normal(weight, z, x, from, to);
            case SQUARED_SIGMOID -> {
                for (int i = from; i < to; i++) {
                    z[i] = FloatFunctions.sigmoid(z[i]);
                }
                normal(weight, z, x, from, to);
            }
            case CROSS_ENTROPY -> {
                for (int i = from; i < to; i++) {
                    float tail = FloatFunctions.log1p(FloatFunctions.expOfMinusAbs(z[i]));
                    z[i] = weight * (z[i] * x[i] - Math.max(z[i], 0) - tail);
                }
            }
            case ABSOLUTE -> {
                float constant = (float) Math.log(2 / group.weight());
                for (int i = from; i < to; i++) {
                    z[i] = -weight * Math.abs(z[i] - x[i]) - constant;
                }
            }
            case SOFTMAX -> softmax(weight, z, x, from, to);
        }
    }

    private static void normal(float weight, float[] z, float[] x, int from, int to) {
        float half = weight / 2;
        float constant = (float) (Math.log(2 * Math.PI / weight) / 2);
        for (int i = from; i < to; i++) {
            float difference = z[i] - x[i];
            z[i] = -half * difference * difference - constant;
        }
    }

    private static void softmax(float weight, float[] z, float[] x, int from, int to) {
        double largest = z[from];
        for (int i = from + 1; i < to; i++) {
            largest = Math.max(largest, z[i]);
        }
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.exp(z[i] - largest);
        }
        double normalizer = largest + Math.log(sum);
        for (int i = from; i < to; i++) {
            z[i] = (float) (weight * x[i] * (z[i] - normalizer));
        }
    }

    /** Four sums side by side: an addition need not wait for the one before. */
    private static double sum(float[] terms, int from, int to) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            first += terms[i];
            second += terms[i + 1];
            third += terms[i + 2];
            fourth += terms[i + 3];
        }
        for (; i < to; i++) {
            first += terms[i];
        }
        return first + second + (third + fourth);
    }

    private static double sum(float[] terms, float[] counted, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += counted[i] * (double) terms[i];
        }
        return sum;
    }
}
