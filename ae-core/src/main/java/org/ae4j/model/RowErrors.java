package org.ae4j.model;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.data.Samples;
import org.ae4j.spec.Corruption;

/** Squared errors of a model's reconstructions, row by row, in scaled units. */
public final class RowErrors {
    private static final int CHUNK = 1024;
    private static final int COPIES = 8;

    private final Autoencoder model;
    private final Samples samples;
    private final int inputs;

    /**
     * Rows to measure.
     *
     * @param samples raw, with the columns of the model in any order
     * @throws org.ae4j.IncompatibleDataException if they have other columns
     */
    public RowErrors(Autoencoder model, Samples samples) {
        this.model = model;
        this.samples = samples.conformTo(model.spec().schema());
        this.inputs = model.scaling().inputs();
    }

    /** {@code [rows]}: the mean squared error over the scaled numbers that each row has. */
    public double[] clean() {
        double[] errors = new double[samples.rows()];
        eachChunk((from, scaled, rows) -> add(reconstructed(scaled, from, rows), scaled, errors, from, 1));
        return errors;
    }

    /**
     * {@code [rows]}: the same when the model sees corrupted copies of a row, averaged over eight. The corruption is that
     * of its training, and drawn from the row's own numbers: the same row always gets the same copies. Without a
     * corruption it is {@link #clean}.
     */
    public double[] corrupted() {
        Corruption corruption = model.spec().corruption();
        if (corruption.isNone()) {
            return clean();
        }
        double[] errors = new double[samples.rows()];
        eachChunk((from, scaled, rows) -> {
            for (int copy = 0; copy < COPIES; copy++) {
                float[] seen = corrupted(scaled, rows, copy, corruption);
                add(reconstructed(seen, from, rows), scaled, errors, from, 1.0 / COPIES);
            }
        });
        return errors;
    }

    /** {@code [rows, inputs]}: reconstruction less scaled row, of the clean rows; 0 behind a short row's end. */
    public float[][] residuals() {
        float[][] residuals = new float[samples.rows()][inputs];
        eachChunk((from, scaled, rows) -> {
            float[] found = reconstructed(scaled, from, rows);
            for (int i = 0; i < scaled.length; i++) {
                float residual = found[i] - scaled[i];
                residuals[from + i / inputs][i % inputs] = Float.isNaN(residual) ? 0 : residual;
            }
        });
        return residuals;
    }

    private float[] reconstructed(float[] scaled, int from, int rows) {
        return model.reconstructScaled(scaled, rows, row -> samples.label(from + row));
    }

    private float[] corrupted(float[] scaled, int rows, int copy, Corruption corruption) {
        float[] all = scaled.clone();
        for (int i = 0; i < rows; i++) {
            float[] row = Arrays.copyOfRange(scaled, i * inputs, (i + 1) * inputs);
            var random = new SplittableRandom(Arrays.hashCode(row) * (long) COPIES + copy);
            corruption.corrupt(model.spec().schema(), all, i * inputs, (i + 1) * inputs, null, random);
        }
        if (model.spec().schema().isVariable()) {
            RowEnds.copy(scaled, all);
        }
        return all;
    }

    private void add(float[] found, float[] expected, double[] errors, int from, double weight) {
        for (int at = 0; at < found.length; at += inputs) {
            double sum = 0;
            int count = 0;
            for (int i = at; i < at + inputs; i++) {
                double difference = found[i] - (double) expected[i];
                boolean isThere = !Double.isNaN(difference);
                sum += isThere ? difference * difference : 0;
                count += isThere ? 1 : 0;
            }
            errors[from + at / inputs] += weight * sum / count;
        }
    }

    /** Some rows, scaled. */
    private interface Chunk {
        void accept(int from, float[] scaled, int rows);
    }

    private void eachChunk(Chunk chunk) {
        for (int from = 0; from < samples.rows(); from += CHUNK) {
            int to = Math.min(samples.rows(), from + CHUNK);
            chunk.accept(from, model.scaling().transform(samples, from, to), to - from);
        }
    }
}
