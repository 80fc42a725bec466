package org.ae4j.model;

import java.util.Arrays;
import org.ae4j.data.Samples;
import org.ae4j.engine.ForwardPass;

/** A trained network behind its scaling: raw rows in, a row of outputs each. Safe for many threads. */
public final class ScaledNetwork implements AutoCloseable {
    private static final int CHUNK = 128;

    private final FittedScaling scaling;
    private final ForwardPass forward;

    /** A forward pass that takes what the scaling gives. */
    public ScaledNetwork(FittedScaling scaling, ForwardPass forward) {
        this.scaling = scaling;
        this.forward = forward;
    }

    /**
     * Applies the network as in use, chunk by chunk, so that a large input needs no large buffers.
     *
     * @return {@code [rows, outputs]}
     * @throws org.ae4j.IncompatibleDataException if the columns are not those of the scaling
     * @throws IllegalStateException after {@link #close}
     */
    public float[][] apply(Samples samples) {
        Samples conformed = samples.conformTo(scaling.schema());
        float[] raw = new float[conformed.schema().size()];
        return apply(conformed.rows(), (row, scaled, at) -> {
            conformed.copyRow(row, raw, 0);
            scaling.transform(raw, scaled, at);
        });
    }

    /** What {@link #apply(Samples)} gives for one raw row: {@code [columns] → [outputs]}. */
    public float[] apply(float[] row) {
        return forward.apply(scaling.transform(row), 1);
    }

    /** What {@link #apply(Samples)} gives for raw rows: {@code [rows, columns] → [rows, outputs]}. */
    public float[][] apply(float[][] rows) {
        scaling.check(rows);
        return apply(rows.length, (row, scaled, at) -> scaling.transform(rows[row], scaled, at));
    }

    /** Where scaled rows come from. */
    private interface Rows {
        void copy(int row, float[] scaled, int at);
    }

    private float[][] apply(int rows, Rows source) {
        float[][] all = new float[rows][];
        int inputs = scaling.inputs();
        int outputs = forward.outputs();
        float[] scaled = new float[Math.min(rows, CHUNK) * inputs];
        float[] results = new float[Math.min(rows, CHUNK) * outputs];
        for (int from = 0; from < rows; from += CHUNK) {
            int count = Math.min(CHUNK, rows - from);
            for (int i = 0; i < count; i++) {
                source.copy(from + i, scaled, i * inputs);
            }
            forward.apply(scaled, count, results);
            for (int i = 0; i < count; i++) {
                all[from + i] = Arrays.copyOfRange(results, i * outputs, (i + 1) * outputs);
            }
        }
        return all;
    }

    @Override
    public void close() {
        forward.close();
    }
}
