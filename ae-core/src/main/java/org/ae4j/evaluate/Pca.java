package org.ae4j.evaluate;

import java.util.Arrays;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Principal component analysis, the best linear autoencoder and so the baseline of every other: rows are reconstructed
 * from their coordinates along the directions of most variance around the training mean. Exact: the eigenvectors of
 * the covariance, by LAPACK in double.
 *
 * @see <a href="https://doi.org/10.1016/0893-6080(89)90014-2">Baldi and Hornik 1989</a>
 */
public final class Pca {
    /** The most inputs that PCA takes: the covariance needs memory of inputs² and time of inputs³. */
    public static final int LIMIT = 2048;

    private final FittedScaling scaling;
    private final double[] mean;
    private final double[][] components;

    private Pca(FittedScaling scaling, double[] mean, double[][] components) {
        this.scaling = scaling;
        this.mean = mean;
        this.components = components;
    }

    /**
     * Fits the components to training rows.
     *
     * @param scaling makes the numbers that are analysed, one-hot included, as a model sees them
     * @param train raw rows with the columns of the scaling, in any order; at least 1
     * @param components how many, at least 1; more than there are inputs is as many as there are inputs
     * @throws InvalidSpecException if there are fewer components
     * @throws IncompatibleDataException if there are no rows, other columns, or more than {@link #LIMIT} inputs
     */
    public static Pca fit(FittedScaling scaling, Samples train, int components) {
        if (components < 1) {
            throw new InvalidSpecException("PCA needs at least 1 component, found " + components);
        }
        if (scaling.inputs() > LIMIT) {
            throw new IncompatibleDataException(
                    "PCA takes up to %d inputs, found %d".formatted(LIMIT, scaling.inputs()));
        }
        Reconstruction.checkRows("PCA is fitted to", train);
        Samples rows = train.conformTo(scaling.schema());
        double[] mean = mean(scaling, rows);
        double[][] axes = new Pca(scaling, mean, new double[0][]).principalAxes(rows);
        return new Pca(scaling, mean, Arrays.copyOf(axes, Math.min(components, axes.length)));
    }

    /** How many components there are: those asked for, at most one for each input. */
    public int components() {
        return components.length;
    }

    /**
     * Mean squared error, over all scaled numbers of all rows, of the rows reconstructed from their components.
     *
     * @throws IncompatibleDataException if there are no rows, or the columns are not those of the scaling
     */
    public double mse(Samples samples) {
        return Arrays.stream(rowErrors(samples)).average().orElseThrow();
    }

    /**
     * {@code [rows]}: the mean squared error of each row in scaled units.
     *
     * @throws IncompatibleDataException if there are no rows, or the columns are not those of the scaling
     */
    public double[] rowErrors(Samples samples) {
        Reconstruction.checkRows("an error is measured on", samples);
        Samples rows = samples.conformTo(scaling.schema());
        double[] errors = new double[rows.rows()];
        try (INDArray basis = Nd4j.createFromArray(components)) {
            for (int from = 0; from < errors.length; from += Reconstruction.CHUNK) {
                int to = Math.min(errors.length, from + Reconstruction.CHUNK);
                try (INDArray centred = centred(rows, from, to);
                        INDArray coordinates = product(centred, basis, true);
                        INDArray difference = product(coordinates, basis, false).subi(centred);
                        INDArray squares = difference.muli(difference).mean(1)) {
                    System.arraycopy(squares.toDoubleVector(), 0, errors, from, to - from);
                }
            }
        }
        return errors;
    }

    /**
     * Coordinates of rows along the components: {@code [rows] → [rows, components]}, the code that PCA gives.
     *
     * @throws IncompatibleDataException if the columns are not those of the scaling
     */
    public float[][] encode(Samples samples) {
        Samples rows = samples.conformTo(scaling.schema());
        float[][] codes = new float[rows.rows()][];
        try (INDArray basis = Nd4j.createFromArray(components)) {
            for (int from = 0; from < codes.length; from += Reconstruction.CHUNK) {
                int to = Math.min(codes.length, from + Reconstruction.CHUNK);
                try (INDArray centred = centred(rows, from, to);
                        INDArray coordinates = product(centred, basis, true)) {
                    System.arraycopy(coordinates.toFloatMatrix(), 0, codes, from, to - from);
                }
            }
        }
        return codes;
    }

    /** {@code a·b}, or {@code a·bᵀ}. */
    private static INDArray product(INDArray a, INDArray b, boolean transposed) {
        INDArray result = Nd4j.createUninitialized(
                DataType.DOUBLE, new long[] {a.rows(), transposed ? b.rows() : b.columns()}, 'f');
        return Nd4j.gemm(a, b, result, false, transposed, 1, 0);
    }

    /** All directions, those of most variance first: {@code [inputs][inputs]}. */
    private double[][] principalAxes(Samples train) {
        int inputs = scaling.inputs();
        try (INDArray covariance = Nd4j.create(DataType.DOUBLE, new long[] {inputs, inputs}, 'f')) {
            for (int from = 0; from < train.rows(); from += Reconstruction.CHUNK) {
                try (INDArray rows = centred(train, from, Math.min(train.rows(), from + Reconstruction.CHUNK))) {
                    Nd4j.gemm(rows, rows, covariance, true, false, 1.0 / train.rows(), 1);
                }
            }
            // Not ND4J's syev: with OpenBLAS 0.3.19's AVX-512 kernels its eigenvectors are wrong.
            var decomposition = new EigenDecomposition(new Array2DRowRealMatrix(covariance.toDoubleMatrix(), false));
            return decomposition.getVT().getData();
        }
    }

    /** Scaled rows less the training mean: {@code [to − from, inputs]}. */
    private INDArray centred(Samples samples, int from, int to) {
        float[] scaled = scaling.transform(samples, from, to);
        double[] values = new double[scaled.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = scaled[i] - mean[i % mean.length];
        }
        return Nd4j.createFromArray(values).reshape('c', to - from, mean.length);
    }

    private static double[] mean(FittedScaling scaling, Samples train) {
        double[] mean = new double[scaling.inputs()];
        for (int i = 0; i < train.rows(); i++) {
            float[] row = scaling.transform(train, i, i + 1);
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / (double) train.rows();
            }
        }
        return mean;
    }
}
