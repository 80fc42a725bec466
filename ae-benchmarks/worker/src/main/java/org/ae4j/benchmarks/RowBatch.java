package org.ae4j.benchmarks;

/**
 * Rows as users hold them, in both forms: an engine takes the one that suits it.
 *
 * @param flat {@code [rows, width]} row-major
 * @param rows the same values row by row
 */
public record RowBatch(float[] flat, float[][] rows) {
    static RowBatch of(float[][] rows) {
        int width = rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return new RowBatch(flat, rows);
    }

    /** How many rows there are. */
    public int size() {
        return rows.length;
    }
}
