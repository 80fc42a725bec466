package org.ae4j.engine.kernel;

/** A flat array of numbers in a device's own storage and precision; indices count numbers. */
public interface Memory extends AutoCloseable {
    /** How many numbers it holds. */
    long length();

    /**
     * Copies numbers in.
     *
     * @throws IndexOutOfBoundsException if either side is too short
     */
    void write(long at, float[] values, int from, int count);

    /**
     * Copies numbers out.
     *
     * @throws IndexOutOfBoundsException if either side is too short
     */
    void read(long at, float[] values, int from, int count);

    /** Frees what it owns; memory that was wrapped stays its owner's. */
    @Override
    void close();
}
