package org.ae4j.engine;

import org.ae4j.AutoencoderException;

/**
 * Scaled rows of one step. Who made them may fill the arrays anew for the next one: an engine reads them while it is called
 * and keeps none.
 *
 * @param input {@code [rows, inputs]} row-major: what the network sees
 * @param target {@code [rows, outputs]} row-major: what it should give, the same array where nothing is corrupted
 * @param rows at least 1
 * @param weights {@code [rows, outputs]} row-major: a factor on each number's loss, 0 for one that does not count; null
 *     for 1 throughout
 * @param classes {@code [rows]}: each row's class, −1 where it is unknown; null where no row has one
 */
public record Batch(float[] input, float[] target, int rows, float[] weights, int[] classes) {
    public Batch {
        if (rows < 1 || input.length % rows != 0 || target.length % rows != 0) {
            throw new AutoencoderException("a batch of %d rows cannot hold %d input and %d target values"
                    .formatted(rows, input.length, target.length));
        }
        if (weights != null && weights.length != target.length) {
            throw new AutoencoderException(
                    "%d target values need as many weights, found %d".formatted(target.length, weights.length));
        }
        if (classes != null && classes.length != rows) {
            throw new AutoencoderException("a batch of %d rows has %d classes".formatted(rows, classes.length));
        }
    }

    /** Rows whose numbers all count alike, without classes. */
    public Batch(float[] input, float[] target, int rows) {
        this(input, target, rows, null, null);
    }
}
