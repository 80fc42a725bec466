package org.ae4j.compile;

import org.deeplearning4j.nn.conf.layers.DenseLayer;

/** Flat parameters that are put together from those of narrower blocks, each a layer's weights and what follows them. */
final class ParameterAssembly {
    private final float[] parameters;
    private int at;

    ParameterAssembly(int length) {
        this.parameters = new float[length];
    }

    /**
     * Puts a block behind those before it; inputs and outputs that only the wide one has get 0.
     *
     * @param part weights {@code [outputs, inputs]}, then some numbers for each output
     * @param narrow the layer whose parameters they are
     * @param wide the layer whose place they take
     */
    void add(float[] part, DenseLayer narrow, DenseLayer wide) {
        int inputs = Math.toIntExact(narrow.getNIn());
        int outputs = Math.toIntExact(narrow.getNOut());
        int wideInputs = Math.toIntExact(wide.getNIn());
        int wideOutputs = Math.toIntExact(wide.getNOut());
        for (int j = 0; j < outputs; j++) {
            System.arraycopy(part, j * inputs, parameters, at + j * wideInputs, inputs);
        }
        at += wideOutputs * wideInputs;
        for (int from = outputs * inputs; from < part.length; from += outputs) {
            System.arraycopy(part, from, parameters, at, outputs);
            at += wideOutputs;
        }
    }

    float[] parameters() {
        if (at != parameters.length) {
            throw new IllegalStateException("assembled " + at + " of " + parameters.length + " parameters");
        }
        return parameters;
    }
}
