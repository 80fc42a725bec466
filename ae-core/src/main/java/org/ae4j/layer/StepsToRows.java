package org.ae4j.layer;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** {@code [rows · steps, features] → [rows, steps · features]}. */
public final class StepsToRows extends ReshapeLayer {
    private static final long serialVersionUID = 1L;

    private final int features;
    private final int steps;

    /**
     * A layer that puts the steps of a row together.
     *
     * @param features of a step, at least 1
     * @param steps of a row, at least 1
     */
    public StepsToRows(@JsonProperty("features") int features, @JsonProperty("steps") int steps) {
        this.features = features;
        this.steps = steps;
    }

    public int getFeatures() {
        return features;
    }

    public int getSteps() {
        return steps;
    }

    @Override
    INDArray forward(INDArray input) {
        return input.dup('c').reshape('c', input.size(0) / steps, (long) steps * features);
    }

    @Override
    INDArray backward(INDArray gradient, INDArray input) {
        return gradient.dup('c').reshape('c', input.size(0), features);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.feedForward((long) steps * features);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StepsToRows rows
                && super.equals(other)
                && rows.features == features
                && rows.steps == steps;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof StepsToRows;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + 31 * features + steps;
    }

    @Override
    public String toString() {
        return "StepsToRows(" + features + " features, " + steps + " steps)";
    }
}
