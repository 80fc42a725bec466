package org.ae4j.model;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.KthSelector;

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
     * @param rows {@code [rows, width]}, at least 1 row, 2 where {@link #distances} may meet one of them again
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
     * Euclidean distances to the nearest rows.
     *
     * @param queries {@code [queries, width]}
     * @param neighbours which ones: 1 is the nearest; more than there are other rows is the farthest
     * @return {@code [neighbours, queries]}; infinite where the numbers are too large for float
     */
    public double[][] distances(float[][] queries, int... neighbours) {
        double[][] distances = new double[neighbours.length][queries.length];
        IntStream.range(0, queries.length).parallel().forEach(i -> {
            double[] squares = squares(queries[i]);
            double nearest = Arrays.stream(squares).min().orElseThrow();
            int itself = Math.sqrt(nearest) <= SAME * length(queries[i]) ? 1 : 0;
            for (int k = 0; k < neighbours.length; k++) {
                int place = Math.min(rows - 1, neighbours[k] - 1 + itself);
                distances[k][i] = Math.sqrt(place == 0 ? nearest : new KthSelector().select(squares, null, place));
            }
        });
        return distances;
    }

    /**
     * The numbers of the nearest rows, a query that is itself one of them included.
     *
     * @param queries {@code [queries, width]}
     * @param count how many, at least 1; more than there are rows is all of them
     * @return {@code [queries, count]}, the nearest first; of rows equally near the first
     */
    public int[][] nearest(float[][] queries, int count) {
        int[][] nearest = new int[queries.length][];
        IntStream.range(0, queries.length)
                .parallel()
                .forEach(i -> nearest[i] = smallest(squares(queries[i]), Math.min(count, rows)));
        return nearest;
    }

    /**
     * How many rows have each query within their own radius, its border included.
     *
     * @param queries {@code [queries, width]}
     * @param radii {@code [rows]}
     * @return {@code [queries]}
     */
    public int[] around(float[][] queries, double[] radii) {
        int[] counts = new int[queries.length];
        IntStream.range(0, queries.length).parallel().forEach(i -> {
            double[] squares = squares(queries[i]);
            for (int row = 0; row < rows; row++) {
                // Not squared radii: a root rounds, and would put a row outside of its own distance.
                counts[i] += Math.sqrt(squares[row]) <= radii[row] ? 1 : 0;
            }
        });
        return counts;
    }

    /** The places of the smallest values, the smallest first; of equal ones the first. */
    public static int[] smallest(double[] values, int count) {
        int[] best = new int[Math.min(count, values.length)];
        double[] least = new double[best.length];
        for (int i = 0; i < values.length; i++) {
            int place = Math.min(i, best.length);
            while (place > 0 && values[i] < least[place - 1]) {
                place--;
            }
            if (place < best.length) {
                System.arraycopy(least, place, least, place + 1, best.length - place - 1);
                System.arraycopy(best, place, best, place + 1, best.length - place - 1);
                least[place] = values[i];
                best[place] = i;
            }
        }
        return best;
    }

    private double[] squares(float[] query) {
        double[] all = new double[rows];
        float[] block = new float[Math.min(BLOCK, rows)];
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            Arrays.fill(block, 0);
            for (int j = 0; j < columns.length; j++) {
                add(columns[j], from, count, query[j], block);
            }
            for (int i = 0; i < count; i++) {
                all[from + i] = Float.isNaN(block[i]) ? Double.POSITIVE_INFINITY : block[i];
            }
        }
        return all;
    }

    private static void add(float[] column, int from, int count, float value, float[] squares) {
        for (int i = 0; i < count; i++) {
            float difference = column[from + i] - value;
            squares[i] += difference * difference;
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
