package org.ae4j.engine;

/** The forward pass of a trained network; safe for many threads. */
public interface ForwardPass extends AutoCloseable {
    /**
     * Applies the network as in use: no dropout, running statistics.
     *
     * @param input {@code [rows, inputs]} row-major
     * @param rows at least 1
     * @return {@code [rows, outputs]} row-major
     * @throws IllegalStateException after {@link #close}
     */
    float[] apply(float[] input, int rows);

    /** Frees native memory at once. */
    @Override
    void close();
}
