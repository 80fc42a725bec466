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

    /**
     * Copies numbers in.
     *
     * @throws IndexOutOfBoundsException if either side is too short
     */
    default void write(long at, double[] values, int from, int count) {
        float[] some = new float[Math.min(count, Kernels.BLOCK)];
        for (int i = 0; i < count; i += some.length) {
            int n = Math.min(some.length, count - i);
            for (int j = 0; j < n; j++) {
                some[j] = (float) values[from + i + j];
            }
            write(at + i, some, 0, n);
        }
    }

    /**
     * Copies numbers out.
     *
     * @throws IndexOutOfBoundsException if either side is too short
     */
    default void read(long at, double[] values, int from, int count) {
        float[] some = new float[Math.min(count, Kernels.BLOCK)];
        for (int i = 0; i < count; i += some.length) {
            int n = Math.min(some.length, count - i);
            read(at + i, some, 0, n);
            for (int j = 0; j < n; j++) {
                values[from + i + j] = some[j];
            }
        }
    }

    /** Copies numbers from another memory of the same precision. */
    default void copyFrom(Memory other, long otherAt, long at, long count) {
        float[] some = new float[(int) Math.min(count, 1 << 16)];
        for (long i = 0; i < count; i += some.length) {
            int n = (int) Math.min(some.length, count - i);
            other.read(otherAt + i, some, 0, n);
            write(at + i, some, 0, n);
        }
    }

    /** Frees what it owns; memory that was wrapped stays its owner's. */
    @Override
    void close();
}
