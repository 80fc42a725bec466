package org.ae4j.engine;

/** The forward pass of a trained network; safe for many threads. */
public interface ForwardPass extends AutoCloseable {
    /** How many numbers a row gives. */
    int outputs();

    /**
     * Applies the network as in use: no dropout, running statistics.
     *
     * @param input {@code [rows, inputs]} row-major; what lies behind is not looked at
     * @param rows at least 1
     * @param output gets {@code [rows, outputs]} row-major from its first number on
     * @throws IllegalStateException after {@link #close}
     */
    void apply(float[] input, int rows, float[] output);

    /** What {@link #apply(float[], int, float[])} gives, in a new array. */
    default float[] apply(float[] input, int rows) {
        float[] output = new float[rows * outputs()];
        apply(input, rows, output);
        return output;
    }

    /** Frees native memory at once. */
    @Override
    void close();
}
