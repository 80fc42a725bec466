package org.ae4j.engine;

import org.ae4j.AutoencoderException;

/**
 * Scaled rows of one step. Who made them may fill the arrays anew for the next one: an engine reads them while it is called
 * and keeps none.
 *
 * @param input {@code [rows, inputs]} row-major: what the network sees
 * @param target {@code [rows, outputs]} row-major: what it should give, the same array where nothing is corrupted
 * @param rows at least 1
 */
public record Batch(float[] input, float[] target, int rows) {
    public Batch {
        if (rows < 1 || input.length % rows != 0 || target.length % rows != 0) {
            throw new AutoencoderException("a batch of %d rows cannot hold %d input and %d target values"
                    .formatted(rows, input.length, target.length));
        }
    }
}
