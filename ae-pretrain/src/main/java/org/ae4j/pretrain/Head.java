package org.ae4j.pretrain;

import java.util.Arrays;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.nd4j.linalg.activations.Activation;

/**
 * What stands on the code and learns from labels: any activation and normalisation of the code, any hidden blocks in the
 * encoder's style, then the output.
 *
 * @param <M> the model that results
 */
public abstract sealed class Head<M> permits SoftmaxHead, BinaryHead, MultiLabelHead, RegressionHead {
    private final HeadLayers layers;

    Head(HeadLayers layers) {
        this.layers = layers;
    }

    /** A probability for each class among the training labels. */
    public static Head<Classifier> softmax() {
        return new SoftmaxHead(HeadLayers.defaults());
    }

    /** The probability of the second of two classes, in their order by value or by alphabet. */
    public static Head<BinaryClassifier> binary() {
        return new BinaryHead(HeadLayers.defaults(), "");
    }

    /** The probability of one of two classes. */
    public static Head<BinaryClassifier> binary(String positive) {
        return new BinaryHead(HeadLayers.defaults(), positive);
    }

    /** A probability for each label, of which a row may have any number: its text is {@code a|b}, or empty. */
    public static Head<MultiLabelClassifier> multiLabel() {
        return new MultiLabelHead(HeadLayers.defaults());
    }

    /** One number: labels are standardised with the training labels' mean and deviation, predictions undo it. */
    public static Head<Regressor> regression() {
        return new RegressionHead(HeadLayers.defaults());
    }

    /**
     * Hidden blocks of these widths, with the encoder's activation, normalisation and dropout; default none.
     *
     * @throws InvalidSpecException if a width is below 1
     */
    public final Head<M> hidden(int... widths) {
        return with(layers.hidden(Arrays.stream(widths).boxed().toList()));
    }

    /** Activates the code, which is linear as a rule, in front of everything else of the head; default the identity. */
    public final Head<M> activation(Activation onCode) {
        return with(layers.onCode(onCode));
    }

    /** Normalises the code, activated if it is, over the batch; default yes. */
    public final Head<M> batchNorm(boolean on) {
        return with(layers.batchNorm(on));
    }

    /** The widths of the hidden blocks. */
    public final List<Integer> hidden() {
        return layers.hidden();
    }

    final HeadLayers layers() {
        return layers;
    }

    abstract Head<M> with(HeadLayers newLayers);

    /** What this head learns from these rows. */
    abstract Targets<M> targets(Samples train, ClassWeights weights);
}
