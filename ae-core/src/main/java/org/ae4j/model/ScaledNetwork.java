package org.ae4j.model;

import java.util.Arrays;
import org.ae4j.data.Samples;
import org.ae4j.engine.ForwardPass;

/** A trained network behind its scaling: raw rows in, a row of outputs each. Safe for many threads. */
public final class ScaledNetwork implements AutoCloseable {
    private static final int CHUNK = 1024;

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
        float[][] all = new float[conformed.rows()][];
        for (int from = 0; from < all.length; from += CHUNK) {
            int to = Math.min(all.length, from + CHUNK);
            float[] outputs = forward.apply(scaling.transform(conformed, from, to), to - from);
            int width = outputs.length / (to - from);
            for (int i = from; i < to; i++) {
                all[i] = Arrays.copyOfRange(outputs, (i - from) * width, (i - from + 1) * width);
            }
        }
        return all;
    }

    /** What {@link #apply(Samples)} gives for one raw row: {@code [columns] → [outputs]}. */
    public float[] apply(float[] row) {
        return forward.apply(scaling.transform(row), 1);
    }

    /** What {@link #apply(Samples)} gives for raw rows: {@code [rows, columns] → [rows, outputs]}. */
    public float[][] apply(float[][] rows) {
        return apply(Samples.of(scaling.schema(), rows));
    }

    @Override
    public void close() {
        forward.close();
    }
}
