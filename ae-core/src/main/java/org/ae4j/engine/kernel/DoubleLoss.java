package org.ae4j.engine.kernel;

import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;

/** One row's columns of one output group: loss, gradient and output by the formulas of {@link OutputKind}. */
final class DoubleLoss {
    private final OutputGroup group;
    private final double[] z;

    /**
     * Pre-activations with bias of one row.
     *
     * @param z all columns of the row
     */
    DoubleLoss(OutputGroup group, double[] z) {
        this.group = group;
        this.z = z;
    }

    /**
     * The group's loss, its weight included.
     *
     * @param target holds all columns of the row from {@code targetAt} on
     * @param weights of the numbers, laid out as {@code target}; null for 1 throughout
     */
    double loss(float[] target, float[] weights, int targetAt) {
        double sum = 0;
        for (int j = group.from(); j < group.to(); j++) {
            sum += weight(weights, targetAt + j) * loss(j, target[targetAt + j]);
        }
        return group.weight() * sum;
    }

    private double loss(int j, double x) {
        return switch (group.kind()) {
            case SQUARED, SQUARED_SIGMOID -> (output(j) - x) * (output(j) - x) / 2;
            case CROSS_ENTROPY -> Math.max(z[j], 0) - x * z[j] + Math.log1p(Math.exp(-Math.abs(z[j])));
            case ABSOLUTE -> Math.abs(z[j] - x);
            case SOFTMAX -> -x * (z[j] - highest() - Math.log(normalizer()));
        };
    }

    private static double weight(float[] weights, int at) {
        return weights == null ? 1 : weights[at];
    }

    /** The gradient of {@link #loss(float[], float[], int)} with respect to z of column j. */
    double gradient(int j, float[] target, float[] weights, int targetAt) {
        double a = output(j);
        double x = target[targetAt + j];
        return group.weight()
                * weight(weights, targetAt + j)
                * switch (group.kind()) {
                    case SQUARED, CROSS_ENTROPY -> a - x;
                    case SQUARED_SIGMOID -> (a - x) * a * (1 - a);
                    case ABSOLUTE -> Math.signum(a - x);
                    case SOFTMAX -> a * sum(target, targetAt) - x;
                };
    }

    /** The activation of column j. */
    double output(int j) {
        return switch (group.kind()) {
            case SQUARED, ABSOLUTE -> z[j];
            case SQUARED_SIGMOID, CROSS_ENTROPY -> 1 / (1 + Math.exp(-z[j]));
            case SOFTMAX -> Math.exp(z[j] - highest()) / normalizer();
        };
    }

    private double highest() {
        double highest = z[group.from()];
        for (int j = group.from(); j < group.to(); j++) {
            highest = Math.max(highest, z[j]);
        }
        return highest;
    }

    private double normalizer() {
        double sum = 0;
        for (int j = group.from(); j < group.to(); j++) {
            sum += Math.exp(z[j] - highest());
        }
        return sum;
    }

    private double sum(float[] target, int targetAt) {
        double sum = 0;
        for (int j = group.from(); j < group.to(); j++) {
            sum += target[targetAt + j];
        }
        return sum;
    }
}
