package org.ae4j.train;

import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Permutation;
import org.ae4j.data.Schema;
import org.ae4j.engine.Batch;
import org.ae4j.engine.ForwardPass;
import org.ae4j.spec.Corruption;

/**
 * Rows in batches, for training in a new order each epoch. A last batch of a single row joins the one before it: batch
 * normalisation has no variance to divide by in a single row. A batch is valid until the next one is asked for: its arrays
 * are filled anew.
 */
public final class Batches {
    private final RowSource inputs;
    private final RowSource targets;
    private final int size;
    private final long seed;
    private Schema schema;
    private Corruption corruption = Corruption.none();
    private ForwardPass prefix;
    private float[] featureWeights;
    private float[] rowWeights;
    private int[] classes;
    private TargetRows targetRows;
    private boolean mayEnd;
    private float[] counted = new float[0];
    private float[] corrupted = new float[0];

    private Batches(RowSource inputs, RowSource targets, int size, long seed) {
        this.inputs = inputs;
        this.targets = targets;
        this.size = size;
        this.seed = seed;
    }

    /**
     * Batches whose target is the row itself.
     *
     * @param rows none is allowed
     * @param size rows of a batch, at least 1
     * @param seed of order and noise
     */
    public static Batches reconstructing(RowSource rows, int size, long seed) {
        return new Batches(rows, rows, size, seed);
    }

    /**
     * Batches whose target is something else.
     *
     * @param inputs none is allowed
     * @param targets as many
     * @param size rows of a batch, at least 1
     * @param seed of the order
     */
    public static Batches supervised(RowSource inputs, RowSource targets, int size, long seed) {
        return new Batches(inputs, targets, size, seed);
    }

    /** Corrupts inputs, anew each epoch: scaled rows of this schema. */
    public Batches corrupted(Corruption newCorruption, Schema rowSchema) {
        corruption = newCorruption;
        schema = rowSchema;
        return this;
    }

    /**
     * Lets inputs, corrupted first, pass a network that is not trained.
     *
     * @param network which the caller closes; null for none
     */
    public Batches through(ForwardPass network) {
        prefix = network;
        return this;
    }

    /**
     * Of rows that may end early: their last numbers are NaN, which inputs keep; targets get 0 there, which does not count.
     *
     * @param on whether they may
     */
    public Batches ending(boolean on) {
        mayEnd = on;
        return this;
    }

    /**
     * Weighs the numbers of a row.
     *
     * @param weights {@code [width of a target]}; null for 1 throughout
     */
    public Batches weighted(float[] weights) {
        featureWeights = weights;
        return this;
    }

    /**
     * Weighs whole rows: a factor on each one's loss, while the loss of a batch is still divided by its rows.
     *
     * @param weights {@code [rows]}; null for 1 throughout
     */
    public Batches rowWeights(float[] weights) {
        rowWeights = weights;
        return this;
    }

    /**
     * Tells each row's class.
     *
     * @param ofRows {@code [rows]}, −1 where unknown; null where no row has one
     */
    public Batches classes(int[] ofRows) {
        classes = ofRows;
        return this;
    }

    /**
     * Makes other rows the targets, drawn anew each epoch; order and noise stay what they are without.
     *
     * @param rows of which the numbers are those of {@link #reconstructing}'s rows; null for each row itself
     */
    public Batches targets(TargetRows rows) {
        targetRows = rows;
        return this;
    }

    /** How many rows there are. */
    public int rows() {
        return inputs.rows();
    }

    /** How many batches cover all rows once. */
    public int count() {
        int full = (rows() + size - 1) / size;
        boolean single = size > 1 && rows() % size == 1 && full > 1;
        return single ? full - 1 : full;
    }

    /** All rows once, in an order that seed and epoch fix. */
    Iterator<Batch> shuffled(int epoch) {
        var random = new SplittableRandom(seed * 1_000_003 + epoch);
        int[] order = Permutation.random(rows(), random);
        SplittableRandom noise = random.split();
        return new Gathering(this, order, targetRows == null ? order : drawn(order, random.split()), noise);
    }

    /** All rows once, in their own order. */
    Iterator<Batch> inOrder() {
        int[] order = IntStream.range(0, rows()).toArray();
        return new Gathering(this, order, order, new SplittableRandom(seed));
    }

    private int[] drawn(int[] order, SplittableRandom random) {
        return Arrays.stream(order).map(row -> drawn(row, random)).toArray();
    }

    private int drawn(int row, SplittableRandom random) {
        int target = targetRows.of(row, random);
        if (target < 0 || target >= rows()) {
            throw new IncompatibleDataException(
                    "the target of row %d is row %d; the training rows are 0 … %d".formatted(row, target, rows() - 1));
        }
        return target;
    }

    /** A batch of so many rows with arrays yet to be filled. */
    Batch empty(int count) {
        float[] target = new float[count * targets.width()];
        boolean clean = inputs == targets && corruption.isNone() && !mayEnd && targetRows == null;
        boolean weighs =
                targets.hasWeights() || corruption.hidesTarget() || featureWeights != null || rowWeights != null;
        return new Batch(
                clean ? target : new float[count * (prefix == null ? inputs.width() : prefix.outputs())],
                target,
                count,
                weighs ? new float[target.length] : null,
                classes == null ? null : new int[count]);
    }

    /** Fills a batch with the rows that {@code order} names from {@code from} on, their targets named by {@code reached}. */
    void fill(Batch batch, int[] order, int[] reached, int from, SplittableRandom noise) {
        gather(targets::copyRow, targets.width(), batch.target(), reached, from);
        if (batch.weights() != null) {
            gather(targets::copyWeights, targets.width(), batch.weights(), reached, from);
        }
        if (inputs != targets || targetRows != null) {
            augment(batch, order, from, noise);
        } else if (batch.input() != batch.target()) {
            System.arraycopy(batch.target(), 0, batch.input(), 0, batch.input().length);
            corrupt(batch, noise);
        }
        if (mayEnd) {
            end(batch);
        }
        for (int i = 0; featureWeights != null && i < batch.weights().length; i++) {
            batch.weights()[i] *= featureWeights[i % featureWeights.length];
        }
        for (int i = 0; rowWeights != null && i < batch.weights().length; i++) {
            batch.weights()[i] *= rowWeights[order[from + i / targets.width()]];
        }
        for (int i = 0; classes != null && i < batch.rows(); i++) {
            batch.classes()[i] = classes[order[from + i]];
        }
    }

    int size() {
        return size;
    }

    /** Inputs that are no targets: corrupted but where cells are missing, then through the prefix. */
    private void augment(Batch batch, int[] order, int from, SplittableRandom noise) {
        float[] rows = prefix == null ? batch.input() : corrupted(batch.rows() * inputs.width());
        gather(inputs::copyRow, inputs.width(), rows, order, from);
        if (!corruption.isNone()) {
            float[] clean = inputs.hasWeights() ? rows.clone() : null;
            corruption.corrupt(schema, rows, 0, rows.length, counting(batch), noise);
            if (clean != null) {
                restoreMissing(rows, clean, order, from);
            }
            count(batch);
        }
        if (prefix != null) {
            prefix.apply(rows, batch.rows(), batch.input());
        }
    }

    private float[] corrupted(int length) {
        if (corrupted.length != length) {
            corrupted = new float[length];
        }
        return corrupted;
    }

    /** A missing cell, or a step behind the end, looks the same in training as in use. */
    private void restoreMissing(float[] rows, float[] clean, int[] order, int from) {
        float[] weights = new float[rows.length];
        gather(inputs::copyWeights, inputs.width(), weights, order, from);
        for (int i = 0; i < rows.length; i++) {
            if (weights[i] == 0) {
                rows[i] = clean[i];
            }
        }
    }

    private void corrupt(Batch batch, SplittableRandom noise) {
        float[] weights = batch.weights();
        corruption.corrupt(schema, batch.input(), 0, batch.input().length, counting(batch), noise);
        for (int i = 0; weights != null && i < weights.length; i++) {
            if (weights[i] == 0) { // a missing cell looks the same in training as in use
                batch.input()[i] = batch.target()[i];
            }
        }
        count(batch);
    }

    /** Takes what the corruption says of which numbers count. */
    private float[] counting(Batch batch) {
        if (corruption.hidesTarget() && counted.length != batch.target().length) {
            counted = new float[batch.target().length];
        }
        return counted;
    }

    /** Lets only what the corruption hid count, of what counts at all. */
    private void count(Batch batch) {
        float[] weights = batch.weights();
        for (int i = 0; corruption.hidesTarget() && i < weights.length; i++) {
            weights[i] = weights[i] == 0 ? 0 : counted[i];
        }
    }

    private static void end(Batch batch) {
        float[] target = batch.target();
        for (int i = 0; i < target.length; i++) {
            if (Float.isNaN(target[i])) {
                batch.input()[i] = Float.NaN; // noise may have written there
                target[i] = 0;
            }
        }
    }

    /** Copies something of one row. */
    private interface Copy {
        void row(int row, float[] target, int at);
    }

    private static void gather(Copy copy, int width, float[] into, int[] order, int from) {
        for (int at = 0; at < into.length; at += width) {
            copy.row(order[from + at / width], into, at);
        }
    }
}
