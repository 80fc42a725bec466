package org.ae4j.train;

import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;

/** Rows that are too many to be kept twice: scaled each time that one is asked for. */
final class RowsToScale implements RowSource {
    private final FittedScaling scaling;
    private final Samples samples;
    private final float[] raw;

    RowsToScale(FittedScaling scaling, Samples samples) {
        this.scaling = scaling;
        this.samples = samples;
        this.raw = new float[samples.schema().size()];
    }

    @Override
    public int rows() {
        return samples.rows();
    }

    @Override
    public int width() {
        return scaling.inputs();
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
        samples.copyRow(row, raw, 0);
        if (samples.hasMissing()) {
            scaling.transformFilled(raw, target, at);
        } else {
            scaling.transform(raw, target, at);
        }
    }
}
