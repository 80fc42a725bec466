package org.ae4j.pretrain.semi;

import java.util.Arrays;

/** The rows nearest to one row among those seen so far, the nearest first. */
final class Candidates {
    private final int[] rows;
    private final float[] nearness;

    /** Keeps so many, at least 1. */
    Candidates(int count) {
        rows = new int[count];
        nearness = new float[count];
        Arrays.fill(nearness, Float.NEGATIVE_INFINITY);
    }

    /** The numbers of the rows that were kept, after at least as many were offered. */
    int[] rows() {
        return rows;
    }

    /**
     * Offers rows. |x − y|² = |x|² + |y|² − 2xy, so y is the nearer the greater xy − |y|²/2 is.
     *
     * @param products xy of the rows from {@code first} on
     * @param halfSquares |y|²/2 of all rows
     * @param itself the row x, which is left out
     */
    void offer(float[] products, float[] halfSquares, int first, int count, int itself) {
        int last = rows.length - 1;
        float least = nearness[last];
        for (int i = 0; i < count; i++) {
            float near = products[i] - halfSquares[first + i];
            if (near > least && first + i != itself) {
                insert(first + i, near);
                least = nearness[last];
            }
        }
    }

    private void insert(int row, float near) {
        int place = rows.length - 1;
        while (place > 0 && near > nearness[place - 1]) {
            nearness[place] = nearness[place - 1];
            rows[place] = rows[place - 1];
            place--;
        }
        nearness[place] = near;
        rows[place] = row;
    }
}
