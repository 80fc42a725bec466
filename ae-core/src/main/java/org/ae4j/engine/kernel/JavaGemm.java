package org.ae4j.engine.kernel;

import java.util.Arrays;

/**
 * A matrix product in plain Java: blocks of op(A) and op(B) are copied to the heap, row by row, and rows of C are summed
 * up there eight products at a time, in loops that the JIT compiler vectorises.
 */
final class JavaGemm implements Gemm {
    /** Columns of a block of C: long enough for vector loops, and a block of B stays in the second-level cache. */
    private static final int ACROSS = 512;
    /** Rows of a block of C. */
    private static final int DOWN = 128;
    /** Products that are summed before the next blocks of A and B are fetched; a multiple of 8. */
    private static final int DEEP = 128;

    private final float[][] a = new float[DOWN][DEEP];
    private final float[][] b = new float[DEEP][ACROSS];
    private final float[][] c = new float[DOWN][ACROSS];
    private final float[] line = new float[Math.max(ACROSS, Math.max(DOWN, DEEP))];

    @Override
    public void enter() {}

    @Override
    public void multiply(
            boolean adds,
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            FloatMemory left,
            long aAt,
            int aStride,
            FloatMemory right,
            long bAt,
            int bStride,
            FloatMemory result,
            long cAt,
            int cStride) {
        for (int i = 0; i < m; i += DOWN) {
            int rows = Math.min(DOWN, m - i);
            for (int j = 0; j < n; j += ACROSS) {
                int columns = Math.min(ACROSS, n - j);
                start(adds, result, cAt + (long) i * cStride + j, cStride, rows, columns);
                for (int p = 0; p < k; p += DEEP) {
                    int deep = Math.min(DEEP, k - p);
                    fetch(transposeA, left, aAt, aStride, i, p, rows, deep, a);
                    fetch(transposeB, right, bAt, bStride, p, j, deep, columns, b);
                    addProducts(rows, columns, deep);
                }
                for (int row = 0; row < rows; row++) {
                    result.write(cAt + (long) (i + row) * cStride + j, c[row], 0, columns);
                }
            }
        }
    }

    private void start(boolean adds, FloatMemory result, long at, int stride, int rows, int columns) {
        if (!adds) {
            clear(c, 0, rows, columns);
            return;
        }
        for (int row = 0; row < rows; row++) {
            result.read(at + (long) row * stride, c[row], 0, columns);
        }
    }

    /** Copies the block of op(X) from a row and a column on. */
    private void fetch(
            boolean transposed,
            FloatMemory x,
            long at,
            int stride,
            int row,
            int column,
            int rows,
            int columns,
            float[][] block) {
        if (!transposed) {
            for (int i = 0; i < rows; i++) {
                x.read(at + (long) (row + i) * stride + column, block[i], 0, columns);
            }
            return;
        }
        for (int j = 0; j < columns; j++) {
            x.read(at + (long) (column + j) * stride + row, line, 0, rows);
            for (int i = 0; i < rows; i++) {
                block[i][j] = line[i];
            }
        }
    }

    private void addProducts(int rows, int columns, int deep) {
        int whole = (deep + 7) / 8 * 8;
        clear(b, deep, whole, columns);
        for (int row = 0; row < rows; row++) {
            Arrays.fill(a[row], deep, whole, 0);
            for (int p = 0; p < whole; p += 8) {
                add(a[row], p, b, c[row], columns);
            }
        }
    }

    private static void add(float[] a, int p, float[][] b, float[] c, int columns) {
        addEight(
                a[p], a[p + 1], a[p + 2], a[p + 3], a[p + 4], a[p + 5], a[p + 6], a[p + 7], b[p], b[p + 1], b[p + 2],
                b[p + 3], b[p + 4], b[p + 5], b[p + 6], b[p + 7], c, columns);
    }

    /** Eight at a time: c is loaded and stored once for them; more rows of C at once are not vectorised. */
    private static void addEight(
            float a0,
            float a1,
            float a2,
            float a3,
            float a4,
            float a5,
            float a6,
            float a7,
            float[] b0,
            float[] b1,
            float[] b2,
            float[] b3,
            float[] b4,
            float[] b5,
            float[] b6,
            float[] b7,
            float[] c,
            int n) {
        for (int j = 0; j < n; j++) {
            c[j] += (a0 * b0[j] + a1 * b1[j])
                    + (a2 * b2[j] + a3 * b3[j])
                    + (a4 * b4[j] + a5 * b5[j])
                    + (a6 * b6[j] + a7 * b7[j]);
        }
    }

    private static void clear(float[][] rows, int from, int to, int columns) {
        for (int i = from; i < to; i++) {
            Arrays.fill(rows[i], 0, columns, 0);
        }
    }
}
