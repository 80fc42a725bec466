package org.ae4j.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** {@code [rows, channels, height, width] → [rows, numbers]}. */
public final class GridToRows extends ReshapeLayer {
    private static final long serialVersionUID = 1L;

    private final RowLayout layout;

    /** A layer that makes rows of this layout. */
    public GridToRows(RowLayout layout) {
        this.layout = layout;
    }

    /** From a DL4J configuration. */
    public GridToRows(
            @JsonProperty("channels") int channels,
            @JsonProperty("height") int height,
            @JsonProperty("width") int width,
            @JsonProperty("channelsLast") boolean channelsLast) {
        this(new RowLayout(channels, height, width, channelsLast));
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

    /** How the numbers of a row lie. */
    public RowLayout layout() {
        return layout;
    }

    @Override
    INDArray forward(INDArray input) {
        return layout.rows(input);
    }

    @Override
    INDArray backward(INDArray gradient, INDArray input) {
        return layout.grid(gradient);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(layout.size());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GridToRows rows && super.equals(other) && rows.layout.equals(layout);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof GridToRows;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + layout.hashCode();
    }

    @Override
    public String toString() {
        return "GridToRows(" + layout + ")";
    }
}
