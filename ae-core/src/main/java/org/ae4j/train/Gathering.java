package org.ae4j.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import org.ae4j.engine.Batch;

/** One pass over the rows, batch by batch; batches of the same size are one object, filled anew. */
final class Gathering implements Iterator<Batch> {
    private final Batches batches;
    private final int[] order;
    private final int[] targets;
    private final SplittableRandom noise;
    private final int count;
    private int next;
    private Batch current;

    Gathering(Batches batches, int[] order, int[] targets, SplittableRandom noise) {
        this.batches = batches;
        this.order = order;
        this.targets = targets;
        this.noise = noise;
        this.count = batches.count();
    }

    @Override
    public boolean hasNext() {
        return next < count;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are " + count + " batches");
        }
        int from = next * batches.size();
        int rows = (next == count - 1 ? order.length : from + batches.size()) - from;
        if (current == null || current.rows() != rows) {
            current = batches.empty(rows);
        }
        batches.fill(current, order, targets, from, noise);
        next++;
        return current;
    }
}
