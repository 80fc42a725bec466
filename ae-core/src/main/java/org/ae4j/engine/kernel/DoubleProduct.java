package org.ae4j.engine.kernel;

/** The matrix product by its definition. */
final class DoubleProduct {
    private DoubleProduct() {}

    /**
     * C = AB, its elements being the inner products of A's rows with B's columns.
     *
     * @param adds whether C is added to
     */
    static void multiply(boolean adds, int m, int n, int k, Matrix a, Matrix b, Matrix c) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = adds ? c.get(i, j) : 0;
                for (int p = 0; p < k; p++) {
                    sum += a.get(i, p) * b.get(p, j);
                }
                c.set(i, j, sum);
            }
        }
    }

    /** A matrix in a memory, seen transposed or as it lies. */
    record Matrix(DoubleMemory numbers, long at, int stride, boolean transposed) {
        double get(int row, int column) {
            return numbers.get(place(row, column));
        }

        void set(int row, int column, double value) {
            numbers.set(place(row, column), value);
        }

        private long place(int row, int column) {
            return at + (transposed ? (long) column * stride + row : (long) row * stride + column);
        }
    }
}
