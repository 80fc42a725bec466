package org.ae4j.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;

/**
 * A mixture of normal distributions with full covariances, Σ wₖ N(μₖ, Σₖ): fitted to the codes of training rows, it is the
 * prior that an autoencoder without one is sampled from. Immutable and safe for many threads.
 *
 * @see <a href="https://arxiv.org/abs/1903.12436">Ghosh et al. 2020, section 4, fitting a density to the codes afterwards</a>
 */
public final class GaussianMixture {
    /** How many components there are unless told otherwise. */
    public static final int COMPONENTS = 10;

    private static final int BLOCK = 64;

    private final double[] weights;
    private final GaussianComponent[] components;

    /** Takes the arrays as they are. */
    GaussianMixture(double[] weights, GaussianComponent[] components) {
        this.weights = weights;
        this.components = components;
    }

    /** What {@link #fit(float[][], int, long)} gives with {@value #COMPONENTS} components. */
    public static GaussianMixture fit(float[][] codes, long seed) {
        return fit(codes, COMPONENTS, seed);
    }

    /**
     * Fits a mixture by expectation maximisation from a k-means++ start. A number that never varies gets a thousandth of
     * the others' standard deviation. It takes time of rows × components × size²: a few seconds for 10,000 × 10 × 64².
     *
     * @param codes {@code [rows, size]}, at least 2 different rows
     * @param components how many, at least 1; each needs more rows than a code has numbers: of fewer rows there are fewer
     * @param seed of the start; the same seed gives the same mixture
     * @throws InvalidSpecException if fewer components are asked for
     * @throws IncompatibleDataException if codes differ in length, are not finite, or are fewer than 2 or all equal
     */
    public static GaussianMixture fit(float[][] codes, int components, long seed) {
        if (components < 1) {
            throw new InvalidSpecException("a mixture has at least 1 component, found " + components);
        }
        if (codes.length < 2) {
            throw new IncompatibleDataException("a mixture is fitted to at least 2 codes, found " + codes.length);
        }
        Samples.of(codes); // refuses rows of different lengths and what is not finite
        int size = codes[0].length;
        double[] mean = mean(codes);
        double[] scale = scale(codes, mean);
        double[][] rows = new double[codes.length][size];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < size; j++) {
                rows[i][j] = (codes[i][j] - mean[j]) / scale[j];
            }
        }
        int fitting = Math.max(1, Math.min(components, rows.length / (size + 1)));
        GaussianMixture standard = MixtureFit.of(rows, fitting, seed);
        GaussianComponent[] moved = Arrays.stream(standard.components)
                .map(component -> component.moved(mean, scale))
                .toArray(GaussianComponent[]::new);
        return new GaussianMixture(standard.weights, moved);
    }

    /** {@code [components]}: each component's share, summing to 1. */
    public double[] weights() {
        return weights.clone();
    }

    /** {@code [components, size]}. */
    public double[][] means() {
        return Arrays.stream(components).map(GaussianComponent::mean).toArray(double[][]::new);
    }

    /** {@code [components, size, size]}. */
    public double[][][] covariances() {
        return Arrays.stream(components).map(GaussianComponent::covariance).toArray(double[][][]::new);
    }

    /**
     * Draws codes.
     *
     * @param n how many, at least 1
     * @param seed the same seed gives the same codes
     * @return {@code [n, size]}
     * @throws InvalidSpecException if fewer are asked for
     */
    public float[][] sample(int n, long seed) {
        if (n < 1) {
            throw new InvalidSpecException("a mixture draws at least 1 code, found " + n);
        }
        var random = new SplittableRandom(seed);
        float[][] codes = new float[n][components[0].size()];
        for (float[] code : codes) {
            components[drawn(random.nextDouble())].draw(random, code);
        }
        return codes;
    }

    /**
     * The natural logarithm of the density at each code.
     *
     * @param codes {@code [rows, size]}, finite
     * @return {@code [rows]}
     * @throws IncompatibleDataException if a code has another length
     */
    public double[] logDensity(float[][] codes) {
        double[][] rows = new double[codes.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(codes[i], i);
        }
        double[] all = new double[rows.length];
        for (int from = 0; from < rows.length; from += BLOCK) {
            double[][] joint = joint(rows, from, Math.min(BLOCK, rows.length - from));
            for (int r = 0; r < joint[0].length; r++) {
                all[from + r] = logSum(joint, r);
            }
        }
        return all;
    }

    /** {@code [components, count]}: ln wₖ p(x | k) of rows {@code from} … {@code from + count − 1}. */
    double[][] joint(double[][] rows, int from, int count) {
        double[][] joint = new double[components.length][count];
        for (int c = 0; c < components.length; c++) {
            components[c].logDensities(rows, from, joint[c]);
            double logWeight = Math.log(weights[c]);
            for (int r = 0; r < count; r++) {
                joint[c][r] += logWeight;
            }
        }
        return joint;
    }

    /** ln Σ exp over the components of one row; the greatest is taken out, so that nothing overflows. */
    static double logSum(double[][] joint, int row) {
        double max = Double.NEGATIVE_INFINITY;
        for (double[] component : joint) {
            max = Math.max(max, component[row]);
        }
        double sum = 0;
        for (double[] component : joint) {
            sum += Math.exp(component[row] - max);
        }
        return max + Math.log(sum);
    }

    private int drawn(double uniform) {
        double rest = uniform;
        int last = 0;
        for (int c = 0; c < weights.length; c++) {
            if (weights[c] > 0) {
                last = c;
                rest -= weights[c];
            }
            if (rest < 0) {
                break;
            }
        }
        return last;
    }

    private double[] row(float[] code, int place) {
        int size = components[0].size();
        if (code.length != size) {
            throw new IncompatibleDataException(
                    "the mixture expects codes of %d numbers, row %d has %d".formatted(size, place, code.length));
        }
        double[] row = new double[size];
        for (int j = 0; j < size; j++) {
            row[j] = code[j];
        }
        return row;
    }

    private static double[] mean(float[][] codes) {
        double[] mean = new double[codes[0].length];
        for (float[] code : codes) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += code[j] / (double) codes.length;
            }
        }
        return mean;
    }

    /** Standard deviations; for a number that never varies, that of all numbers together. */
    private static double[] scale(float[][] codes, double[] mean) {
        double[] variance = new double[mean.length];
        for (int j = 0; j < mean.length; j++) {
            boolean varies = false;
            for (float[] code : codes) {
                double difference = code[j] - mean[j];
                variance[j] += difference * difference / codes.length;
                varies |= code[j] != codes[0][j];
            }
            variance[j] = varies ? variance[j] : 0;
        }
        double average = Arrays.stream(variance).average().orElseThrow();
        if (average == 0) {
            throw new IncompatibleDataException(
                    "all %d codes are equal: a mixture has nothing to fit, and the encoder tells no row from another; train it anew"
                            .formatted(codes.length));
        }
        return Arrays.stream(variance).map(v -> Math.sqrt(v > 0 ? v : average)).toArray();
    }
}
