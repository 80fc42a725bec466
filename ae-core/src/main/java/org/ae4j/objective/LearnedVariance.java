package org.ae4j.objective;

import java.util.Arrays;
import java.util.List;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;

/**
 * The σ² of a gaussian with a learned σ: in training the mean squared residual of the batch, which minimises
 * ½Σ((x − z)²/σ² + log σ²) and so adds nothing to the gradient (Rybkin et al. 2021, section 3); in use a moving average.
 */
final class LearnedVariance {
    /** Far below what data of deviation 1 leave, so that a perfect fit does not divide by 0. */
    private static final double LEAST = 1e-6;

    private static final double DECAY = 0.99;

    private final boolean[] isNormal;
    private double variance;
    private double average;
    private double share;
    private float[] weights = new float[0];

    /**
     * For the squared-error columns of some groups.
     *
     * @param known from an earlier training; NaN for none
     */
    LearnedVariance(List<OutputGroup> groups, int columns, double known) {
        isNormal = new boolean[columns];
        groups.stream()
                .filter(group -> group.kind() == OutputKind.SQUARED)
                .forEach(group -> Arrays.fill(isNormal, group.from(), group.to(), true));
        if (!Double.isNaN(known)) {
            average = known;
            share = 1;
        }
    }

    /** The variance in use. */
    double inUse() {
        return share == 0 ? 1 : average / share;
    }

    /** Takes the variance of a batch from its outputs. */
    void learn(double[] z, float[] target, float[] given, int rows) {
        double sum = 0;
        double count = 0;
        for (int i = 0; i < rows * isNormal.length; i++) {
            double weight = isNormal[i % isNormal.length] ? given == null ? 1 : given[i] : 0;
            sum += weight * (z[i] - target[i]) * (z[i] - target[i]);
            count += weight;
        }
        variance = weighable(Math.max(LEAST, sum / Math.max(count, 1e-12)));
        average = DECAY * average + (1 - DECAY) * variance;
        share = DECAY * share + (1 - DECAY);
    }

    /**
     * The nearest variance whose inverse is a float, as weights are: squared errors and normaliser then speak of the same one,
     * and being near the minimum it costs the loss no more than the square of the rounding.
     */
    private static double weighable(double variance) {
        return 1 / (double) (float) (1 / variance);
    }

    /** The variance of the last batch in place of the one in use. */
    double ofBatch() {
        return variance;
    }

    /** Weights of the numbers' squared errors for a variance, those of others as they are; valid until the next call. */
    float[] weights(float[] given, int rows, double by) {
        if (weights.length != rows * isNormal.length) {
            weights = new float[rows * isNormal.length];
        }
        for (int i = 0; i < weights.length; i++) {
            float weight = given == null ? 1 : given[i];
            weights[i] = isNormal[i % isNormal.length] ? (float) (weight / by) : weight;
        }
        return weights;
    }

    /** ½Σ log σ² over the numbers that count. */
    double normalizer(float[] given, int rows, double by) {
        double count = 0;
        for (int i = 0; i < rows * isNormal.length; i++) {
            count += isNormal[i % isNormal.length] ? given == null ? 1 : given[i] : 0;
        }
        return count * Math.log(by) / 2;
    }
}
