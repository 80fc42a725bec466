package org.ae4j.pretrain;

import java.util.Arrays;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;

/**
 * What stands on the code and learns from labels: any hidden blocks in the encoder's style, then the output.
 *
 * @param <M> the model that results
 */
public abstract sealed class Head<M> permits SoftmaxHead, RegressionHead {
    private final List<Integer> hidden;

    Head(List<Integer> hidden) {
        this.hidden = List.copyOf(hidden);
        for (int width : this.hidden) {
            if (width < 1) {
                throw new InvalidSpecException("a head's hidden layer has a width of at least 1, found " + width);
            }
        }
    }

    /** A probability for each class among the training labels. */
    public static Head<Classifier> softmax() {
        return new SoftmaxHead(List.of());
    }

    /** One number: labels are standardised with the training labels' mean and deviation, predictions undo it. */
    public static Head<Regressor> regression() {
        return new RegressionHead(List.of());
    }

    /**
     * Hidden blocks of these widths, with the encoder's activation, normalisation and dropout; default none.
     *
     * @throws InvalidSpecException if a width is below 1
     */
    public final Head<M> hidden(int... widths) {
        return withHidden(Arrays.stream(widths).boxed().toList());
    }

    /** The widths of the hidden blocks. */
    public final List<Integer> hidden() {
        return hidden;
    }

    abstract Head<M> withHidden(List<Integer> widths);

    /** What this head learns from these rows. */
    abstract Targets<M> targets(Samples train, ClassWeights weights);
}
