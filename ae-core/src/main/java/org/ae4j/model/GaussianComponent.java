package org.ae4j.model;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/** One normal distribution with a full covariance Σ = L Lᵀ. */
final class GaussianComponent {

    private final double[] mean;
    private final double[][] lower;
    private final double[][] inverse;
    private final double logScale;

    private GaussianComponent(double[] mean, double[][] lower) {
        this.mean = mean;
        this.lower = lower;
        this.inverse = inverse(lower);
        double logVolume = 0;
        for (int i = 0; i < mean.length; i++) {
            logVolume += Math.log(lower[i][i]);
        }
        this.logScale = -logVolume - mean.length * Math.log(2 * Math.PI) / 2;
    }

    /**
     * A distribution by its moments.
     *
     * @param covariance {@code [size, size]}, positive definite
     */
    static GaussianComponent of(double[] mean, double[][] covariance) {
        var cholesky = new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), 0, 0);
        return new GaussianComponent(mean, cholesky.getL().getData());
    }

    /** The distribution of {@code offset + scale · x}, number by number. */
    GaussianComponent moved(double[] offset, double[] scale) {
        double[] moved = new double[mean.length];
        double[][] scaled = new double[mean.length][mean.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = offset[i] + scale[i] * mean[i];
            for (int j = 0; j <= i; j++) {
                scaled[i][j] = scale[i] * lower[i][j];
            }
        }
        return new GaussianComponent(moved, scaled);
    }

    int size() {
        return mean.length;
    }

    double[] mean() {
        return mean.clone();
    }

    double[][] covariance() {
        var factor = new Array2DRowRealMatrix(lower, false);
        return factor.multiply(factor.transpose()).getData();
    }

    /** Draws one row. */
    void draw(RandomGenerator random, float[] into) {
        double[] white = new double[into.length];
        for (int i = 0; i < white.length; i++) {
            white[i] = random.nextGaussian();
            double sum = mean[i];
            for (int j = 0; j <= i; j++) {
                sum += lower[i][j] * white[j];
            }
            into[i] = (float) sum;
        }
    }

    /**
     * ln p(x) = −½ |L⁻¹ (x − μ)|² − Σ ln Lᵢᵢ − ½ size ln 2π of as many rows as there is room for.
     *
     * @param rows {@code [rows, size]}, from row {@code from} on
     */
    void logDensities(double[][] rows, int from, double[] into) {
        double[][] centred = centred(rows, from, into.length);
        double[] distance = new double[into.length];
        double[] white = new double[into.length];
        for (int i = 0; i < mean.length; i++) {
            Arrays.fill(white, 0);
            for (int j = 0; j <= i; j++) {
                addScaled(white, centred[j], inverse[i][j], white.length);
            }
            for (int r = 0; r < white.length; r++) {
                distance[r] += white[r] * white[r];
            }
        }
        for (int r = 0; r < into.length; r++) {
            into[r] = logScale - distance[r] / 2;
        }
    }

    /** {@code [size, count]}: one number of all rows lies together, so that sums over rows can be vectorised. */
    private double[][] centred(double[][] rows, int from, int count) {
        double[][] centred = new double[mean.length][count];
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < mean.length; j++) {
                centred[j][r] = rows[from + r][j] - mean[j];
            }
        }
        return centred;
    }

    private static double[][] inverse(double[][] lower) {
        int size = lower.length;
        double[][] inverse = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                addScaled(inverse[i], inverse[j], -lower[i][j], j + 1);
            }
            inverse[i][i] = 1;
            for (int k = 0; k <= i; k++) {
                inverse[i][k] /= lower[i][i];
            }
        }
        return inverse;
    }

    /** Adds the first {@code count} values times a factor. */
    static void addScaled(double[] sum, double[] values, double factor, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += factor * values[i];
        }
    }
}
