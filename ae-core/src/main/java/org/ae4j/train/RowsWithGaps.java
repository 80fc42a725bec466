package org.ae4j.train;

import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;

/** Scaled rows with missing cells: those are filled, and do not count. */
final class RowsWithGaps implements RowSource {
    private final RowSource filled;
    private final FittedScaling scaling;
    private final Samples samples;
    private final float[] raw;

    /**
     * Adds weights to rows.
     *
     * @param filled the samples, scaled and filled
     */
    RowsWithGaps(RowSource filled, FittedScaling scaling, Samples samples) {
        this.filled = filled;
        this.scaling = scaling;
        this.samples = samples;
        this.raw = new float[samples.schema().size()];
    }

    @Override
    public int rows() {
        return filled.rows();
    }

    @Override
    public int width() {
        return filled.width();
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
        filled.copyRow(row, target, at);
    }

    @Override
    public boolean hasWeights() {
        return true;
    }

    @Override
    public void copyWeights(int row, float[] target, int at) {
        samples.copyRow(row, raw, 0);
        scaling.weigh(raw, target, at);
    }
}
