package org.ae4j.engine.kernel;

/** Heap arrays that a thread computes in, and loops over them that the JIT compiler vectorises. */
final class Chunks {
    /** Numbers of a chunk: five arrays of them stay in the first level of the cache. */
    static final int LENGTH = Kernels.BLOCK;

    final float[] a;
    final float[] b;
    final float[] c;
    final float[] d;
    final float[] e;

    private final float[] tile;

    Chunks(int widest) {
        int length = Math.max(LENGTH, widest);
        a = array(length);
        b = array(length);
        c = array(length);
        d = array(length);
        e = array(length);
        tile = array(length);
    }

    /** Not a multiple of a page: stores to one array would hold up loads from the next at the same place in a page. */
    static float[] array(int length) {
        return new float[length + 80];
    }

    /** How many rows of this width make a chunk. */
    int rowsOf(int width) {
        return Math.max(1, LENGTH / width);
    }

    /** Repeats a row for {@link #addTile}; does nothing where there is none. */
    void tile(Memory row, long at, int width, int times) {
        if (row != null) {
            tile(row, at, width, times, tile);
        }
    }

    /** Repeats a row. */
    static void tile(Memory row, long at, int width, int times, float[] tiles) {
        row.read(at, tiles, 0, width);
        repeat(tiles, width, times);
    }

    /** Repeats the first numbers of an array behind themselves. */
    static void repeat(float[] tiles, int width, int times) {
        int total = width * times;
        for (int done = width; done < total; done *= 2) {
            System.arraycopy(tiles, 0, tiles, done, Math.min(done, total - done));
        }
    }

    /** Adds the repeated row, if there is one. */
    void addTile(Memory row, float[] x, int n) {
        if (row != null) {
            add(x, tile, n);
        }
    }

    static void add(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            x[i] += y[i];
        }
    }

    static void add(float[] x, double[] y, int from, int n) {
        for (int i = 0; i < n; i++) {
            x[i] += (float) y[from + i];
        }
    }

    static void multiply(float[] x, int xAt, float[] y, int yAt, int n) {
        for (int i = 0; i < n; i++) {
            x[xAt + i] *= y[yAt + i];
        }
    }

    static void multiply(float[] x, float[] y, int n) {
        for (int i = 0; i < n; i++) {
            x[i] *= y[i];
        }
    }

    static void scale(float[] x, float factor, int n) {
        for (int i = 0; i < n; i++) {
            x[i] *= factor;
        }
    }

    /** Four sums side by side, as one alone would wait for each addition. */
    static double sum(float[] x, int n) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        for (; i < n; i++) {
            s0 += x[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Some columns of rows, one behind the other. */
    static void gather(float[] rows, float[] columns, int count, int width, int from, int some) {
        for (int row = 0; row < count; row++) {
            System.arraycopy(rows, row * width + from, columns, row * some, some);
        }
    }

    /** Undoes {@link #gather}. */
    static void scatter(float[] columns, float[] rows, int count, int width, int from, int some) {
        for (int row = 0; row < count; row++) {
            System.arraycopy(columns, row * some, rows, row * width + from, some);
        }
    }
}
