package org.ae4j.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@code [rows, units, steps] → [rows · steps, units]}, the steps of a row one after the other: a dense layer behind it sees
 * each step by itself.
 */
public final class SequenceToSteps extends ReshapeLayer {
    private static final long serialVersionUID = 1L;

    @Override
    INDArray forward(INDArray input) {
        return input.permute(0, 2, 1).dup('c').reshape('c', input.size(0) * input.size(2), input.size(1));
    }

    @Override
    INDArray backward(INDArray gradient, INDArray input) {
        return gradient.dup('c')
                .reshape('c', input.size(0), input.size(2), input.size(1))
                .permute(0, 2, 1);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward(((InputType.InputTypeRecurrent) input).getSize());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceToSteps && super.equals(other);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof SequenceToSteps;
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }

    @Override
    public String toString() {
        return "SequenceToSteps";
    }
}
