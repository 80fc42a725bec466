package org.ae4j.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.ae4j.data.Permutation;
import org.ae4j.engine.Batch;

/**
 * Rows in batches, for training in a new order each epoch. A last batch of a single row joins the one before it: batch
 * normalisation has no variance to divide by in a single row.
 */
public final class Batches {
    /** Makes a batch of some rows. */
    @FunctionalInterface
    public interface Maker {
        /**
         * One batch.
         *
         * @param rows indices of the rows
         * @param random for what is drawn anew each time, such as noise; fixed by seed and epoch
         */
        Batch make(int[] rows, RandomGenerator random);
    }

    private final int rows;
    private final int size;
    private final long seed;
    private final Maker maker;

    /**
     * Batches of rows 0 … {@code rows − 1}.
     *
     * @param rows how many; 0 for none
     * @param size rows of a batch, at least 1
     * @param seed of order and noise
     * @param maker makes the batches when they are asked for
     */
    public Batches(int rows, int size, long seed, Maker maker) {
        this.rows = rows;
        this.size = size;
        this.seed = seed;
        this.maker = maker;
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many batches cover all rows once. */
    public int count() {
        int full = (rows + size - 1) / size;
        boolean single = size > 1 && rows % size == 1 && full > 1;
        return single ? full - 1 : full;
    }

    /** All rows once, in an order that seed and epoch fix. */
    Iterator<Batch> shuffled(int epoch) {
        var random = new SplittableRandom(seed * 1_000_003 + epoch);
        return iterator(Permutation.random(rows, random), random.split());
    }

    /** All rows once, in their own order. */
    Iterator<Batch> inOrder() {
        return iterator(IntStream.range(0, rows).toArray(), new SplittableRandom(seed));
    }

    private Iterator<Batch> iterator(int[] order, RandomGenerator random) {
        int count = count();
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(order, i * size, i == count - 1 ? order.length : (i + 1) * size))
                .map(part -> maker.make(part, random))
                .iterator();
    }
}
