package org.ae4j.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@code [rows, numbers + told] → [rows, channels + told, height, width]}; each number told beside the row, such as a class,
 * becomes a channel of that value throughout. A number that is NaN, behind the end of a short sequence, becomes 0.
 */
public final class RowsToGrid extends ReshapeLayer {
    private static final long serialVersionUID = 1L;

    private final RowLayout layout;
    private final int told;

    /**
     * A layer that makes grids.
     *
     * @param layout of the row's own numbers
     * @param told how many numbers follow them, at least 0
     */
    public RowsToGrid(RowLayout layout, int told) {
        this.layout = layout;
        this.told = told;
    }

    /** From a DL4J configuration. */
    public RowsToGrid(
            @JsonProperty("channels") int channels,
            @JsonProperty("height") int height,
            @JsonProperty("width") int width,
            @JsonProperty("channelsLast") boolean channelsLast,
            @JsonProperty("told") int told) {
        this(new RowLayout(channels, height, width, channelsLast), told);
    }

    public int getChannels() {
        return layout.channels();
    }

    public int getHeight() {
        return layout.height();
    }

    public int getWidth() {
        return layout.width();
    }

    public boolean isChannelsLast() {
        return layout.channelsLast();
    }

    public int getTold() {
        return told;
    }

    /** How the row's own numbers lie. */
    public RowLayout layout() {
        return layout;
    }

    @Override
    INDArray forward(INDArray input) {
        INDArray all = filled(input);
        INDArray grid = layout.grid(part(all, 0, layout.size()));
        if (told == 0) {
            return grid;
        }
        INDArray planes = part(all, layout.size(), told)
                .dup('c')
                .reshape('c', input.size(0), told, 1, 1)
                .broadcast(input.size(0), told, layout.height(), layout.width());
        return Nd4j.concat(1, grid, planes);
    }

    @Override
    INDArray backward(INDArray gradient, INDArray input) {
        INDArray own = told == 0
                ? gradient
                : gradient.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, layout.channels()),
                        NDArrayIndex.all(),
                        NDArrayIndex.all());
        INDArray rows = layout.rows(own);
        if (told > 0) {
            INDArray planes = gradient.get(
                    NDArrayIndex.all(),
                    NDArrayIndex.interval(layout.channels(), layout.channels() + told),
                    NDArrayIndex.all(),
                    NDArrayIndex.all());
            rows = Nd4j.concat(1, rows, planes.sum(2, 3));
        }
        return rows.mul(present(input));
    }

    static INDArray part(INDArray rows, long from, long count) {
        return rows.get(NDArrayIndex.all(), NDArrayIndex.interval(from, from + count));
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.convolutional(layout.height(), layout.width(), layout.channels() + told);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowsToGrid grid
                && super.equals(other)
                && grid.layout.equals(layout)
                && grid.told == told;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof RowsToGrid;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + layout.hashCode() + told;
    }

    @Override
    public String toString() {
        return "RowsToGrid(" + layout + ", told " + told + ")";
    }
}
