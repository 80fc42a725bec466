package org.ae4j.model;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.ae4j.data.Samples;
import org.ae4j.engine.ForwardPass;
import org.ae4j.spec.Knowledge;

/** A trained network behind its scaling: raw rows in, a row of outputs each. Safe for many threads. */
public final class ScaledNetwork implements AutoCloseable {
    private static final int CHUNK = 128;

    private final FittedScaling scaling;
    private final ForwardPass forward;
    private final ToldClass told;

    /** A forward pass that takes what the scaling gives. */
    public ScaledNetwork(FittedScaling scaling, ForwardPass forward) {
        this(scaling, forward, new ToldClass(Knowledge.none()));
    }

    /** A forward pass that takes what the scaling gives and what it is told. */
    ScaledNetwork(FittedScaling scaling, ForwardPass forward, ToldClass told) {
        this.scaling = scaling;
        this.forward = forward;
        this.told = told;
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
        IntFunction<String> classes = told.of(conformed);
        float[] raw = new float[conformed.schema().size()];
        return apply(conformed.rows(), (row, scaled, at) -> {
            conformed.copyRow(row, raw, 0);
            scaling.transform(raw, scaled, at);
            told.write(classes, row, scaled, at + scaling.inputs());
        });
    }

    /** What {@link #apply(Samples)} gives for one raw row: {@code [columns] → [outputs]}. */
    public float[] apply(float[] row) {
        told.checkNone();
        return forward.apply(scaling.transform(row), 1);
    }

    /** What {@link #apply(Samples)} gives for raw rows: {@code [rows, columns] → [rows, outputs]}. */
    public float[][] apply(float[][] rows) {
        told.checkNone();
        scaling.check(rows);
        return apply(rows.length, (row, scaled, at) -> scaling.transform(rows[row], scaled, at));
    }

    /** Where scaled rows come from. */
    private interface Rows {
        void copy(int row, float[] scaled, int at);
    }

    private float[][] apply(int rows, Rows source) {
        float[][] all = new float[rows][];
        int inputs = scaling.inputs() + told.count();
        int outputs = forward.outputs();
        float[] scaled = new float[Math.min(rows, CHUNK) * inputs];
        float[] results = new float[Math.min(rows, CHUNK) * outputs];
        for (int from = 0; from < rows; from += CHUNK) {
            int count = Math.min(CHUNK, rows - from);
            if (told.count() > 0) {
                Arrays.fill(scaled, 0);
            }
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
