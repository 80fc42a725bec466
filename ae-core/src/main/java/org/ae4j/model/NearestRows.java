package org.ae4j.model;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Distances to the nearest of many rows, exact, by comparing with all of them: time of queries × rows × width.
 *
 * <p>A query that is itself one of the rows, equal to it up to rounding, is left out once. So training rows are measured
 * by the other rows, as unseen ones are, and a row that stands there twice is at distance 0 of its double.
 */
public final class NearestRows {
    private static final int BLOCK = 1024;

    /** Relative to the length of the query: more than float rounding makes of one row in two batches. */
    private static final double SAME = 1e-5;

    private final int rows;
    private final float[][] columns;

    /**
     * Rows to compare with.
     *
     * @param rows {@code [rows, width]}, at least 1 row
     */
    public NearestRows(float[][] rows) {
        this.rows = rows.length;
        // Column by column, so that the innermost loop runs over rows and the compiler can vectorise it.
        columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
    }

    /**
     * Euclidean distances.
     *
     * @param queries {@code [queries, width]}
     * @return {@code [queries]}: to the nearest row that is not the query itself; infinite where there is none
     */
    public double[] distances(float[][] queries) {
        return IntStream.range(0, queries.length)
                .parallel()
                .mapToDouble(i -> distance(queries[i]))
                .toArray();
    }

    /** The distance of one query. */
    public double distance(float[] query) {
        float nearest = Float.POSITIVE_INFINITY;
        float second = Float.POSITIVE_INFINITY;
        float[] squares = new float[Math.min(BLOCK, rows)];
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            squares(query, from, count, squares);
            for (int i = 0; i < count; i++) {
                if (squares[i] < nearest) {
                    second = nearest;
                    nearest = squares[i];
                } else if (squares[i] < second) {
                    second = squares[i];
                }
            }
        }
        boolean itself = Math.sqrt(nearest) <= SAME * length(query);
        return Math.sqrt(itself ? second : nearest);
    }

    private void squares(float[] query, int from, int count, float[] squares) {
        Arrays.fill(squares, 0, count, 0);
        for (int j = 0; j < columns.length; j++) {
            float[] column = columns[j];
            float value = query[j];
            for (int i = 0; i < count; i++) {
                float difference = column[from + i] - value;
                squares[i] += difference * difference;
            }
        }
    }

    private static double length(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += value * (double) value;
        }
        return Math.sqrt(sum);
    }
}
