package org.ae4j.model;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ae4j.data.Permutation;
import org.ae4j.data.Samples;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a model keeps of its training rows, so that others can be scored by them: codes and errors of at most
 * {@link #LIMIT} rows in random order, and mean, variance and covariance of the residual (reconstruction less row, in
 * scaled units) over as many. Codes derive from rows: who may not see the rows should not get them.
 */
public final class Reference {
    /** The most rows that are looked at and kept. */
    public static final int LIMIT = 10_000;

    /** The most inputs whose covariance is kept: it takes inputs² numbers. */
    public static final int COVARIANCE_LIMIT = 1024;

    private final float[][] codes;
    private final float[] errors;
    private final float[] mean;
    private final float[] variance;
    private final float[] covariance;

    /** Takes the arrays as they are; {@code covariance} is empty where it is not kept. */
    Reference(float[][] codes, float[] errors, float[] mean, float[] variance, float[] covariance) {
        this.codes = codes;
        this.errors = errors;
        this.mean = mean;
        this.variance = variance;
        this.covariance = covariance;
    }

    /**
     * Measures training rows; those with missing cells are imputed first.
     *
     * @param train raw rows with the columns of the model, at least 1
     * @param codes how many codes and errors are kept, at most {@link #LIMIT}; 0 for no reference at all
     * @param seed draws the rows
     * @return empty if nothing is to be kept, or the model's answers are not all finite, as after training that went wrong
     */
    public static Optional<Reference> of(Autoencoder model, Samples train, int codes, long seed) {
        if (codes == 0) {
            return Optional.empty();
        }
        int[] order = Permutation.random(train.rows(), new SplittableRandom(seed));
        return model.completed(train.select(Arrays.copyOf(order, Math.min(LIMIT, order.length))))
                .flatMap(drawn -> of(model, drawn, codes));
    }

    private static Optional<Reference> of(Autoencoder model, Samples drawn, int codes) {
        float[][] residuals = new RowErrors(model, drawn).residuals();
        int inputs = model.scaling().inputs();
        double[] mean = new double[inputs];
        double[] squares = new double[inputs];
        for (float[] residual : residuals) {
            for (int j = 0; j < inputs; j++) {
                mean[j] += residual[j] / (double) residuals.length;
                squares[j] += residual[j] * (double) residual[j] / residuals.length;
            }
        }
        double[] variance = new double[inputs];
        for (int j = 0; j < inputs; j++) {
            variance[j] = Math.max(0, squares[j] - mean[j] * mean[j]);
        }
        Samples kept = drawn.select(Arrays.copyOf(rowNumbers(drawn), Math.min(codes, drawn.rows())));
        var reference = new Reference(
                model.encode(kept),
                floats(new RowErrors(model, kept).corrupted()),
                floats(mean),
                floats(variance),
                inputs > COVARIANCE_LIMIT ? new float[0] : covariance(residuals, mean));
        return reference.isFinite() ? Optional.of(reference) : Optional.empty();
    }

    /** How many training rows' codes and errors are kept. */
    public int rows() {
        return codes.length;
    }

    /** {@code [rows, code]}: the codes, a copy. */
    public float[][] codes() {
        return Arrays.stream(codes).map(float[]::clone).toArray(float[][]::new);
    }

    /** {@code [rows]}: what {@link RowErrors#corrupted} gives for the same rows, a copy. */
    public float[] errors() {
        return errors.clone();
    }

    /** {@code [inputs]}: the mean residual, a copy. */
    public float[] residualMean() {
        return mean.clone();
    }

    /** {@code [inputs]}: the residual's variance, a copy. */
    public float[] residualVariance() {
        return variance.clone();
    }

    /** {@code [inputs, inputs]} row-major: the residual's covariance, a copy; empty above {@link #COVARIANCE_LIMIT}. */
    public Optional<float[]> residualCovariance() {
        return covariance.length == 0 ? Optional.empty() : Optional.of(covariance.clone());
    }

    private static float[] covariance(float[][] residuals, double[] mean) {
        int inputs = mean.length;
        double[] centred = new double[residuals.length * inputs];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = residuals[i / inputs][i % inputs] - mean[i % inputs];
        }
        try (INDArray rows = Nd4j.createFromArray(centred).reshape('c', residuals.length, inputs);
                INDArray product = Nd4j.createUninitialized(DataType.DOUBLE, new long[] {inputs, inputs}, 'f')) {
            Nd4j.gemm(rows, rows, product, true, false, 1.0 / residuals.length, 0);
            return floats(product.data().asDouble());
        }
    }

    private boolean isFinite() {
        double sum = sum(errors) + sum(mean) + sum(variance) + sum(covariance);
        for (float[] code : codes) {
            sum += sum(code);
        }
        return Double.isFinite(sum);
    }

    /** NaN or infinite where a value is; finite floats cannot overflow a double. */
    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }

    private static int[] rowNumbers(Samples samples) {
        return IntStream.range(0, samples.rows()).toArray();
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
