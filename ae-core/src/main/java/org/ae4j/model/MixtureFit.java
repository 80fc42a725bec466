package org.ae4j.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Fits a mixture of normal distributions to standardised rows by expectation and maximisation in turn, from clusters of
 * k-means on (Bishop 2006, section 9.2.2, equations 9.23 to 9.28); {@value #LOADING} is added to every variance.
 */
final class MixtureFit {
    private static final int STEPS = 100;
    /** A step that raises the mean log density of a row by less is the last. */
    private static final double SMALL_GAIN = 1e-3;
    /** Makes every covariance positive definite, in rows of unit variance. */
    private static final double LOADING = 1e-6;
    /** A row with a smaller share in a component does not count for it. */
    private static final double SMALL_SHARE = 1e-9;

    private static final int BLOCK = 64;

    private final double[][] rows;
    private final double[][] shares;

    private MixtureFit(double[][] rows, int components) {
        this.rows = rows;
        this.shares = new double[components][rows.length];
    }

    /**
     * The mixture of greatest likelihood that is found from one seeded start.
     *
     * @param rows {@code [rows, size]}, variances of about 1
     */
    static GaussianMixture of(double[][] rows, int components, long seed) {
        return new MixtureFit(rows, components).run(seed);
    }

    private GaussianMixture run(long seed) {
        int[] clusters = KMeans.clusters(rows, shares.length, 1, seed);
        for (int i = 0; i < rows.length; i++) {
            shares[clusters[i]][i] = 1;
        }
        GaussianMixture mixture = maximized();
        double before = Double.NEGATIVE_INFINITY;
        for (int step = 0; step < STEPS; step++) {
            double likelihood = expect(mixture);
            mixture = maximized();
            if (likelihood - before < SMALL_GAIN) {
                break;
            }
            before = likelihood;
        }
        return mixture;
    }

    /** Shares each row among the components; gives the mean log density of a row. */
    private double expect(GaussianMixture mixture) {
        int blocks = (rows.length + BLOCK - 1) / BLOCK;
        double[] sums = new double[blocks];
        IntStream.range(0, blocks).parallel().forEach(block -> {
            int from = block * BLOCK;
            int count = Math.min(BLOCK, rows.length - from);
            double[][] joint = mixture.joint(rows, from, count);
            for (int r = 0; r < count; r++) {
                double all = GaussianMixture.logSum(joint, r);
                sums[block] += all;
                for (int c = 0; c < shares.length; c++) {
                    shares[c][from + r] = Math.exp(joint[c][r] - all);
                }
            }
        });
        return Arrays.stream(sums).sum() / rows.length;
    }

    private GaussianMixture maximized() {
        double[] weights = new double[shares.length];
        var components = new GaussianComponent[shares.length];
        IntStream.range(0, shares.length).parallel().forEach(c -> {
            double sum = Arrays.stream(shares[c]).sum();
            weights[c] = sum / rows.length;
            double safe = Math.max(sum, Double.MIN_NORMAL);
            double[] mean = mean(shares[c], safe);
            components[c] = GaussianComponent.of(mean, covariance(shares[c], safe, mean));
        });
        return new GaussianMixture(weights, components);
    }

    private double[] mean(double[] share, double sum) {
        double[] mean = new double[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            GaussianComponent.addScaled(mean, rows[i], share[i] / sum, mean.length);
        }
        return mean;
    }

    private double[][] covariance(double[] share, double sum, double[] mean) {
        int size = mean.length;
        double[][] covariance = new double[size][size];
        double[] centred = new double[size];
        for (int i = 0; i < rows.length; i++) {
            if (share[i] > SMALL_SHARE) {
                for (int j = 0; j < size; j++) {
                    centred[j] = rows[i][j] - mean[j];
                }
                for (int j = 0; j < size; j++) {
                    GaussianComponent.addScaled(covariance[j], centred, share[i] / sum * centred[j], j + 1);
                }
            }
        }
        for (int j = 0; j < size; j++) {
            covariance[j][j] += LOADING;
            for (int k = 0; k < j; k++) {
                covariance[k][j] = covariance[j][k];
            }
        }
        return covariance;
    }
}
