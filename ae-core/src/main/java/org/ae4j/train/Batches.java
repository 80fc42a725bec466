package org.ae4j.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ae4j.data.Permutation;
import org.ae4j.data.Samples;
import org.ae4j.engine.Batch;
import org.ae4j.model.FittedScaling;

/**
 * Scaled batches of samples. A last batch of a single row joins the one before it: batch normalisation has no variance
 * to divide by in a single row.
 */
final class Batches {
    private final Samples samples;
    private final FittedScaling scaling;
    private final int size;

    Batches(Samples samples, FittedScaling scaling, int size) {
        this.samples = samples;
        this.scaling = scaling;
        this.size = size;
    }

    /** How many batches cover all rows once. */
    int count() {
        int rows = samples.rows();
        int full = (rows + size - 1) / size;
        boolean single = size > 1 && rows % size == 1 && full > 1;
        return single ? full - 1 : full;
    }

    /** All rows once, in an order that seed and epoch fix. */
    Iterator<Batch> shuffled(long seed, int epoch) {
        var random = new SplittableRandom(seed * 1_000_003 + epoch);
        return iterator(Permutation.random(samples.rows(), random));
    }

    /** All rows once, in their own order. */
    Iterator<Batch> inOrder() {
        return iterator(IntStream.range(0, samples.rows()).toArray());
    }

    private Iterator<Batch> iterator(int[] order) {
        int count = count();
        return IntStream.range(0, count)
                .mapToObj(i -> Arrays.copyOfRange(order, i * size, i == count - 1 ? order.length : (i + 1) * size))
                .map(this::batch)
                .iterator();
    }

    private Batch batch(int[] rows) {
        float[] scaled = scaling.transform(samples.select(rows), 0, rows.length);
        return new Batch(scaled, scaled, rows.length);
    }
}
