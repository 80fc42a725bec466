package org.ae4j.engine.kernel;

import java.nio.DoubleBuffer;

/** Doubles on the heap, or those of a native array; every access is checked. */
final class DoubleMemory implements Memory {
    private DoubleBuffer numbers;
    private Object owner;

    /**
     * Memory over these numbers.
     *
     * @param owner whose end would free them: kept reachable
     */
    DoubleMemory(DoubleBuffer numbers, Object owner) {
        this.numbers = numbers;
        this.owner = owner;
    }

    double get(long at) {
        return open().get(index(at));
    }

    void set(long at, double value) {
        open().put(index(at), value);
    }

    @Override
    public long length() {
        return open().capacity();
    }

    @Override
    public void write(long at, float[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            set(at + i, values[from + i]);
        }
    }

    @Override
    public void read(long at, float[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[from + i] = (float) get(at + i);
        }
    }

    @Override
    public void write(long at, double[] values, int from, int count) {
        open().put(index(at), values, from, count);
    }

    @Override
    public void read(long at, double[] values, int from, int count) {
        open().get(index(at), values, from, count);
    }

    @Override
    public void copyFrom(Memory other, long otherAt, long at, long count) {
        for (long i = 0; i < count; i++) {
            set(at + i, ((DoubleMemory) other).get(otherAt + i));
        }
    }

    @Override
    public void close() {
        numbers = null;
        owner = null;
    }

    private DoubleBuffer open() {
        if (numbers == null) {
            throw new IllegalStateException("the memory is closed");
        }
        return numbers;
    }

    private static int index(long at) {
        if (at != (int) at) {
            throw new IndexOutOfBoundsException(at);
        }
        return (int) at;
    }
}
