package org.ae4j.layer;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a grid's numbers lie in a row.
 *
 * @param channels at least 1
 * @param height at least 1; of a sequence its steps
 * @param width at least 1; of a sequence 1
 * @param channelsLast whether they lie as {@code [height, width, channels]}, as those of a sequence, or else as {@code
 *     [channels, height, width]}, as an image's
 */
public record RowLayout(int channels, int height, int width, boolean channelsLast) {
    public RowLayout {
        Require.that(
                channels >= 1 && height >= 1 && width >= 1,
                "a grid needs sizes of at least 1, found " + channels + "×" + height + "×" + width);
    }

    /** How many numbers a row has. */
    public int size() {
        return channels * height * width;
    }

    /** {@code [rows, size] → [rows, channels, height, width]}. */
    INDArray grid(INDArray rows) {
        INDArray own = rows.dup('c');
        return channelsLast
                ? own.reshape('c', rows.size(0), height, width, channels).permute(0, 3, 1, 2)
                : own.reshape('c', rows.size(0), channels, height, width);
    }

    /** {@code [rows, channels, height, width] → [rows, size]}. */
    INDArray rows(INDArray grid) {
        INDArray ordered = channelsLast ? grid.permute(0, 2, 3, 1) : grid;
        return ordered.dup('c').reshape('c', grid.size(0), size());
    }
}
