package org.ae4j.train;

import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;

/** Rows scaled once, in one array. */
final class ScaledRows implements RowSource {
    /** Some JVMs refuse the last few indices. */
    private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

    private final int rows;
    private final int width;
    private final float[] values;

    ScaledRows(FittedScaling scaling, Samples samples) {
        this.rows = samples.rows();
        this.width = scaling.inputs();
        this.values = scaling.transformFilled(samples, 0, rows);
    }

    /** Whether so many numbers can be one array of at most so many bytes. */
    static boolean fit(long rows, long width, long bytes) {
        long numbers = rows * width;
        return numbers <= LONGEST_ARRAY && numbers * Float.BYTES <= bytes;
    }

    /** A quarter of the heap, and at most half of what is free of it: the raw rows are there as well. */
    static long budget(Runtime runtime) {
        long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
        return Math.min(runtime.maxMemory() / 4, free / 2);
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
        System.arraycopy(values, row * width, target, at, width);
    }
}
