package org.ae4j.pretrain.semi;

import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;

/**
 * The nearest neighbours of each of many rows among the others, by Euclidean distance, found by comparing all with all:
 * blocks of rows are multiplied with each other by the compiled engine's kernels, on all cores. Memory of rows × width,
 * time of rows² × width: about 10 s of one core for 70,000 rows of 64 numbers.
 *
 * <p>Products in single precision find a few rows more than are asked for; which of them are the nearest, and how far they
 * are, is computed in double precision. Immutable.
 */
public final class NeighbourGraph {
    private final int[][] nearest;
    private final double[][] distances;

    /** Takes the arrays, {@code [rows][neighbours]}, as they are. */
    NeighbourGraph(int[][] nearest, double[][] distances) {
        this.nearest = nearest;
        this.distances = distances;
    }

    /**
     * The graph of rows as they are.
     *
     * @param rows {@code [rows, width]}, finite, not kept
     * @param neighbours of each row, at least 1
     * @throws InvalidSpecException if there are fewer neighbours
     * @throws IncompatibleDataException if there are no more rows than neighbours, rows differ in length, or a number is
     *     not finite
     */
    public static NeighbourGraph of(float[][] rows, int neighbours) {
        return of(rows, neighbours, Comparison.AS_GIVEN);
    }

    /**
     * The graph of rows that are compared in another way. Parameters and errors as of {@link #of(float[][], int)}.
     *
     * @throws IncompatibleDataException if rows are too wide for the comparison too
     */
    public static NeighbourGraph of(float[][] rows, int neighbours, Comparison comparison) {
        check(rows, neighbours);
        return new NeighbourSearch(comparison.of(rows), neighbours).graph();
    }

    /** How many rows there are. */
    public int rows() {
        return nearest.length;
    }

    /** How many neighbours each row has. */
    public int neighbours() {
        return nearest[0].length;
    }

    /** The numbers of a row's neighbours, the nearest first, of equally near ones the first: a copy. */
    public int[] nearest(int row) {
        return nearest[row].clone();
    }

    /** The number of one neighbour of a row, 0 for the nearest. */
    int nearest(int row, int place) {
        return nearest[row][place];
    }

    /** How far one neighbour of a row is, 0 for the nearest. */
    public double distance(int row, int place) {
        return distances[row][place];
    }

    /** Whether {@code other} is a neighbour of {@code row}; the reverse need not hold. */
    boolean isNeighbour(int row, int other) {
        for (int neighbour : nearest[row]) {
            if (neighbour == other) {
                return true;
            }
        }
        return false;
    }

    private static void check(float[][] rows, int neighbours) {
        if (neighbours < 1) {
            throw new InvalidSpecException("a graph needs at least 1 neighbour of each row, found " + neighbours);
        }
        if (rows.length <= neighbours) {
            throw new IncompatibleDataException("%d neighbours of each row need at least %d rows, found %d"
                    .formatted(neighbours, neighbours + 1, rows.length));
        }
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != rows[0].length) {
                throw new IncompatibleDataException(
                        "rows of a graph have one length; row 0 has %d numbers, row %d has %d"
                                .formatted(rows[0].length, i, rows[i].length));
            }
            for (float value : rows[i]) {
                if (!Float.isFinite(value)) {
                    throw new IncompatibleDataException(
                            "row %d holds %s; every number of a graph's rows must be finite".formatted(i, value));
                }
            }
        }
    }
}
