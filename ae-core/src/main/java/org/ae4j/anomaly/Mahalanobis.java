package org.ae4j.anomaly;

import org.ae4j.IncompatibleDataException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;

/**
 * The squared distance (r − μ)ᵀ Σ⁻¹ (r − μ) of a residual from the training residuals (Mahalanobis 1936), averaged over
 * the inputs. Σ gets {@value #RIDGE} of its mean variance added to its diagonal: columns that never err would make it singular.
 */
final class Mahalanobis {
    private static final double RIDGE = 1e-3;
    private static final double SYMMETRY = 1e-3;

    private final float[] mean;
    private final double[][] lower;

    /**
     * The distance by a mean and a covariance.
     *
     * @param mean {@code [inputs]}
     * @param covariance {@code [inputs, inputs]} row-major
     */
    Mahalanobis(float[] mean, float[] covariance) {
        this.mean = mean;
        int inputs = mean.length;
        double trace = 0;
        for (int j = 0; j < inputs; j++) {
            trace += covariance[j * inputs + j];
        }
        double ridge = trace > 0 ? RIDGE * trace / inputs : 1;
        double[][] matrix = new double[inputs][inputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < inputs; j++) {
                double both = covariance[i * inputs + j] + (double) covariance[j * inputs + i];
                matrix[i][j] = both / 2 + (i == j ? ridge : 0);
            }
        }
        lower = factor(matrix);
    }

    private static double[][] factor(double[][] matrix) {
        try {
            return new CholeskyDecomposition(new Array2DRowRealMatrix(matrix, false), SYMMETRY, 0)
                    .getL()
                    .getData();
        } catch (NonPositiveDefiniteMatrixException e) {
            throw new IncompatibleDataException(
                    "the covariance of the training residuals that the model keeps is none; train the model again", e);
        }
    }

    /** The distance of one residual: |L⁻¹ (r − μ)|² / inputs, where Σ = L Lᵀ. */
    double of(float[] residual) {
        double[] white = new double[mean.length];
        double sum = 0;
        for (int i = 0; i < white.length; i++) {
            double rest = residual[i] - (double) mean[i];
            for (int j = 0; j < i; j++) {
                rest -= lower[i][j] * white[j];
            }
            white[i] = rest / lower[i][i];
            sum += white[i] * white[i];
        }
        return sum / white.length;
    }
}
