package org.ae4j.model;

import org.ae4j.engine.ForwardPass;
import org.ae4j.layer.VariationalCode;

/** A variational encoder's means and log variances, these clamped as its training does. */
record ClampedPosterior(ForwardPass given) implements ForwardPass {
    @Override
    public int outputs() {
        return given.outputs();
    }

    @Override
    public void apply(float[] input, int rows, float[] output) {
        given.apply(input, rows, output);
        int size = outputs() / 2;
        for (int i = 0; i < rows; i++) {
            for (int j = 2 * i * size + size; j < 2 * (i + 1) * size; j++) {
                output[j] = (float) VariationalCode.clamp(output[j]);
            }
        }
    }

    @Override
    public void close() {
        given.close();
    }
}
