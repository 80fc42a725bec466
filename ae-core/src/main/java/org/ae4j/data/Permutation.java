package org.ae4j.data;

import java.util.random.RandomGenerator;

/** The one shuffle of splits, batches and generators. */
public final class Permutation {
    private Permutation() {}

    /** The numbers 0 … {@code n − 1} in random order (Fisher and Yates), fixed by the generator's state. */
    public static int[] random(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
