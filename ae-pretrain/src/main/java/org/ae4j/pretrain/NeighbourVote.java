package org.ae4j.pretrain;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.evaluate.NearestNeighbours;
import org.ae4j.model.NearestRows;

/**
 * Rows that vote with their class.
 *
 * @param codes {@code [rows, code]}, at least 1 row
 * @param labels {@code [rows]}: each one's class, from 0
 * @param classes how many there are
 * @param distance between codes
 */
record NeighbourVote(float[][] codes, int[] labels, int classes, CodeDistance distance) {
    /** What {@link #bestCount} chooses from. */
    static final List<Integer> COUNTS = List.of(1, 3, 5, 9, 15, 25);

    /** The class of each query by its nearest rows: {@code [queries, code] → [queries]}. */
    int[] of(float[][] queries, int count) {
        int[][] nearest = new NearestRows(distance.prepared(codes)).nearest(distance.prepared(queries), count);
        return Arrays.stream(nearest).mapToInt(this::vote).toArray();
    }

    /** The count of neighbours by which most rows are named rightly by the others; of equal ones the smallest. */
    int bestCount() {
        int most = COUNTS.get(COUNTS.size() - 1);
        float[][] prepared = distance.prepared(codes);
        int[][] nearest = new NearestRows(prepared).nearest(prepared, most + 1);
        int best = 1;
        long right = -1;
        for (int count : COUNTS) {
            long hits = count > codes.length - 1
                    ? -1
                    : IntStream.range(0, codes.length)
                            .filter(i -> vote(others(nearest[i], i, count)) == labels[i])
                            .count();
            if (hits > right) {
                right = hits;
                best = count;
            }
        }
        return best;
    }

    private int vote(int[] nearest) {
        return NearestNeighbours.vote(labels, classes, nearest);
    }

    /** The nearest rows without the one that asks. */
    private static int[] others(int[] nearest, int itself, int count) {
        return Arrays.stream(nearest).filter(row -> row != itself).limit(count).toArray();
    }
}
