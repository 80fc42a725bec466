package org.ae4j.pretrain.semi;

import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.evaluate.Pca;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Rows as directions: centred, then each of length 1, so that Euclidean distances rank as cosines do; half-whitened ones are
 * brought to the axes of their variance before. Immutable.
 */
public final class UnitRows {
    /** The widest rows that are whitened: their covariance takes time of width³. */
    public static final int LIMIT = Pca.LIMIT;

    /** Of the greatest variance; below it an axis holds rounding. */
    private static final double LEAST_SHARE = 1e-6;

    private final double[] mean;
    /** {@code [axes][width]}, null for the axes that rows have. */
    private final double[][] axes;

    private UnitRows(double[] mean, double[][] axes) {
        this.mean = mean;
        this.axes = axes;
    }

    /**
     * Centres on the mean of some rows.
     *
     * @param rows {@code [rows, width]}, at least 1, finite
     */
    public static UnitRows around(float[][] rows) {
        return new UnitRows(mean(rows), null);
    }

    /**
     * Centres on the mean of some rows, and divides what lies along each axis of their variance by the fourth root of that
     * variance: half of the way to whitening, by which a few strong axes no longer decide alone what is near, and noise does not
     * either.
     *
     * @param rows {@code [rows, width]}, at least 1, finite
     * @throws IncompatibleDataException if rows are wider than {@link #LIMIT}
     * @see <a href="https://arxiv.org/abs/1811.11147">Mukundan et al. 2019, attenuated whitening</a>
     */
    public static UnitRows halfWhitened(float[][] rows) {
        if (rows[0].length > LIMIT) {
            throw new IncompatibleDataException(
                    "half-whitening takes rows of up to %d numbers, found %d; compare directions"
                            .formatted(LIMIT, rows[0].length));
        }
        double[] mean = mean(rows);
        var decomposition = new EigenDecomposition(new Array2DRowRealMatrix(covariance(rows, mean), false));
        double[] variances = decomposition.getRealEigenvalues();
        double[][] axes = decomposition.getVT().getData();
        for (int i = 0; i < axes.length; i++) {
            double scale = variances[i] <= LEAST_SHARE * variances[0] ? 0 : Math.pow(variances[i], -0.25);
            for (int j = 0; j < mean.length; j++) {
                axes[i][j] *= scale;
            }
        }
        return new UnitRows(mean, axes);
    }

    /** The directions of rows, {@code [rows, width]}, copied; a row that is the mean becomes 0. */
    public float[][] of(float[][] rows) {
        float[][] units = new float[rows.length][];
        IntStream.range(0, rows.length).parallel().forEach(i -> units[i] = unit(rows[i]));
        return units;
    }

    private float[] unit(float[] row) {
        double[] centred = new double[mean.length];
        for (int j = 0; j < mean.length; j++) {
            centred[j] = row[j] - mean[j];
        }
        double[] turned = axes == null ? centred : turned(centred);
        double squares = 0;
        for (double value : turned) {
            squares += value * value;
        }
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        float[] unit = new float[turned.length];
        for (int j = 0; j < unit.length; j++) {
            unit[j] = (float) (turned[j] / length);
        }
        return unit;
    }

    private double[] turned(double[] centred) {
        double[] turned = new double[axes.length];
        for (int i = 0; i < axes.length; i++) {
            for (int j = 0; j < centred.length; j++) {
                turned[i] += axes[i][j] * centred[j];
            }
        }
        return turned;
    }

    /** Each entry over rows in one order, whatever the number of threads. */
    private static double[][] covariance(float[][] rows, double[] mean) {
        double[][] covariance = new double[mean.length][mean.length];
        IntStream.range(0, mean.length).parallel().forEach(i -> {
            for (float[] row : rows) {
                double centred = row[i] - mean[i];
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += centred * (row[j] - mean[j]) / rows.length;
                }
            }
        });
        for (int i = 0; i < mean.length; i++) {
            for (int j = 0; j < i; j++) {
                covariance[j][i] = covariance[i][j];
            }
        }
        return covariance;
    }

    /** The mean of rows: {@code [width]}. */
    static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / (double) rows.length;
            }
        }
        return mean;
    }
}
