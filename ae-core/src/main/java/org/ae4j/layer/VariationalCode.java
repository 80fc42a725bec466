package org.ae4j.layer;

import java.util.Optional;

/**
 * A code drawn from a normal distribution whose means μ and log variances the encoder gives: in training μ + σε with ε
 * standard normal, in use μ: {@code [rows, 2 · size] → [rows, size]}, a row holding its means first.
 *
 * <p>The loss is β w KL(N(μ, σ²) ‖ N(0, 1)), with KL = (μ² + σ² − 1 − log σ²) / 2 summed over the dimensions (Kingma and
 * Welling 2014, appendix B) and w = min(1, epoch / warm-up epochs) (Sønderby et al. 2016).
 *
 * <p>Log variances are clamped to −20 … 10: a wild batch would otherwise overflow e^x or hold σ at 0, and a single NaN ends
 * a run. The loss does not change beyond the clamp, so the gradient there is 0.
 */
public final class VariationalCode implements CodeFunction {
    private static final double LOWEST_LOG_VARIANCE = -20;
    private static final double HIGHEST_LOG_VARIANCE = 10;

    private final int size;
    private final double beta;
    private final double warmUpEpochs;
    private int rows;
    private double weight;
    private double[] means = {};
    private double[] deviations = {};
    private double[] noise = {};
    private boolean[] clamped = {};

    /**
     * A code of this size.
     *
     * @param size at least 1
     * @param beta factor on the divergence, at least 0; 1 for the evidence lower bound
     * @param warmUpEpochs over which the factor grows from 0, at least 0; 0 for none
     * @throws org.ae4j.InvalidSpecException if they are out of range
     */
    public VariationalCode(int size, double beta, double warmUpEpochs) {
        Require.size(size);
        Require.weight("beta", beta);
        Require.weight("the number of warm-up epochs", warmUpEpochs);
        this.size = size;
        this.beta = beta;
        this.warmUpEpochs = warmUpEpochs;
    }

    @Override
    public int inputs() {
        return 2 * size;
    }

    @Override
    public int outputs() {
        return size;
    }

    @Override
    public double forward(double[] given, int rows, double[] code, Step step) {
        this.rows = rows;
        weight = warmUpEpochs == 0 ? beta : beta * Math.min(1, step.epoch() / warmUpEpochs);
        makeRoom(rows * size);
        double divergence = 0;
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < size; j++) {
                int at = i * size + j;
                double mean = given[2 * i * size + j];
                double asked = given[2 * i * size + size + j];
                double logVariance = clamp(asked);
                means[at] = mean;
                clamped[at] = logVariance != asked;
                deviations[at] = Math.exp(logVariance / 2);
                noise[at] = step.random().nextGaussian();
                code[at] = mean + deviations[at] * noise[at];
                divergence += divergence(mean, logVariance);
            }
        }
        return weight == 0 ? 0 : weight * divergence;
    }

    private void makeRoom(int numbers) {
        if (means.length < numbers) {
            means = new double[numbers];
            deviations = new double[numbers];
            noise = new double[numbers];
            clamped = new boolean[numbers];
        }
    }

    @Override
    public Optional<LossPart> part() {
        return Optional.of(LossPart.DIVERGENCE);
    }

    @Override
    public void backward(double[] codeGradient, double[] givenGradient) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < size; j++) {
                int at = i * size + j;
                double deviation = deviations[at];
                double ofLogVariance = codeGradient[at] * deviation * noise[at] + weight * (deviation * deviation - 1);
                givenGradient[2 * i * size + j] = codeGradient[at] + weight * means[at];
                givenGradient[2 * i * size + size + j] = clamped[at] ? 0 : ofLogVariance / 2;
            }
        }
    }

    @Override
    public void use(double[] given, int rows, double[] code) {
        for (int i = 0; i < rows; i++) {
            System.arraycopy(given, 2 * i * size, code, i * size, size);
        }
    }

    /**
     * KL(N(μ, σ²) ‖ N(0, 1)) of each dimension in nats, without β, averaged over the rows: near 0 where a dimension tells
     * nothing of its row.
     *
     * @param given {@code [rows, 2 · size]}
     * @param rows at least 1
     * @return {@code [size]}
     */
    public double[] kl(double[] given, int rows) {
        double[] mean = new double[size];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < size; j++) {
                double logVariance = clamp(given[2 * i * size + size + j]);
                mean[j] += divergence(given[2 * i * size + j], logVariance) / rows;
            }
        }
        return mean;
    }

    /** A log variance within the range that this code keeps to, −20 … 10. */
    public static double clamp(double logVariance) {
        return Math.max(LOWEST_LOG_VARIANCE, Math.min(HIGHEST_LOG_VARIANCE, logVariance));
    }

    /** KL(N(μ, σ²) ‖ N(0, 1)) of one dimension in nats. */
    public static double divergence(double mean, double logVariance) {
        return (mean * mean + Math.exp(logVariance) - 1 - logVariance) / 2;
    }

    @Override
    public String text() {
        return "variational " + size + " " + beta + " " + warmUpEpochs;
    }
}
