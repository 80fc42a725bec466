package org.ae4j.layer;

import static org.ae4j.layer.RowsToGrid.part;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@code [rows, steps · features + told] → [rows, features + told, steps]}: a row holds its steps one after the other, each
 * with all of its features; each number told beside the row, such as a class, becomes a feature of that value at all steps.
 *
 * <p>A row may end early: NaN in all features of its last steps. They become 0, and {@link #mask} says which they are: who
 * runs the network gives it that mask.
 */
public final class RowsToSequence extends ReshapeLayer {
    private static final long serialVersionUID = 1L;

    private final int features;
    private final int steps;
    private final int told;

    /**
     * A layer that makes sequences.
     *
     * @param features of a step, at least 1
     * @param steps of the longest row, at least 1
     * @param told how many numbers follow a row's own, at least 0
     */
    public RowsToSequence(
            @JsonProperty("features") int features, @JsonProperty("steps") int steps, @JsonProperty("told") int told) {
        this.features = features;
        this.steps = steps;
        this.told = told;
    }

    public int getFeatures() {
        return features;
    }

    public int getSteps() {
        return steps;
    }

    public int getTold() {
        return told;
    }

    /**
     * Which steps rows have: {@code [rows, steps]} of 1 and 0; null where all rows have all.
     *
     * @param rows what the network takes
     */
    public INDArray mask(INDArray rows) {
        INDArray first = layout().grid(part(rows, 0, steps * features))
                .get(NDArrayIndex.all(), NDArrayIndex.point(0), NDArrayIndex.all(), NDArrayIndex.point(0));
        INDArray present = present(first.reshape(rows.size(0), steps));
        return present.sumNumber().longValue() == present.length() ? null : present;
    }

    @Override
    INDArray forward(INDArray input) {
        INDArray all = filled(input);
        INDArray own = layout().grid(part(all, 0, layout().size())).reshape(input.size(0), features, steps);
        if (told == 0) {
            return own;
        }
        INDArray repeated = part(all, layout().size(), told)
                .dup('c')
                .reshape('c', input.size(0), told, 1)
                .broadcast(input.size(0), told, steps);
        return Nd4j.concat(1, own, repeated);
    }

    @Override
    INDArray backward(INDArray gradient, INDArray input) {
        INDArray own = gradient.get(NDArrayIndex.all(), NDArrayIndex.interval(0, features), NDArrayIndex.all());
        INDArray rows = layout().rows(own.dup('c').reshape('c', input.size(0), features, steps, 1));
        if (told > 0) {
            INDArray repeated = gradient.get(
                    NDArrayIndex.all(), NDArrayIndex.interval(features, features + told), NDArrayIndex.all());
            rows = Nd4j.concat(1, rows, repeated.sum(2));
        }
        return rows.mul(present(input));
    }

    private RowLayout layout() {
        return new RowLayout(features, steps, 1, true);
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        return InputType.recurrent(features + (long) told, steps);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowsToSequence sequence
                && super.equals(other)
                && sequence.features == features
                && sequence.steps == steps
                && sequence.told == told;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof RowsToSequence;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + 31 * features + 7 * steps + told;
    }

    @Override
    public String toString() {
        return "RowsToSequence(" + features + " features, " + steps + " steps, told " + told + ")";
    }
}
