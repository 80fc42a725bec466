package org.ae4j.model;

import org.ae4j.engine.ForwardPass;
import org.ae4j.layer.CodeFunction;

/** A forward pass with a code function behind it. */
record CodedPass(ForwardPass given, CodeFunction code) implements ForwardPass {
    @Override
    public int outputs() {
        return code.outputs();
    }

    @Override
    public void apply(float[] input, int rows, float[] output) {
        float[] numbers = given.apply(input, rows);
        double[] before = new double[rows * code.inputs()];
        double[] after = new double[rows * code.outputs()];
        for (int i = 0; i < before.length; i++) {
            before[i] = numbers[i];
        }
        code.use(before, rows, after);
        for (int i = 0; i < after.length; i++) {
            output[i] = (float) after[i];
        }
    }

    @Override
    public void close() {
        given.close();
    }
}
