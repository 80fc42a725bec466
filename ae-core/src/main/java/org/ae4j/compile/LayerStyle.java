package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.layer.GroupedActivation;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.StableActivation;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.HiddenLayers;
import org.ae4j.spec.Penalties;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * Layers as a specification wants all of them.
 *
 * @param hidden what blocks consist of
 * @param penalties of every weight
 */
record LayerStyle(HiddenLayers hidden, Penalties penalties) {
    /** The name of what gives the row. */
    static final String OUTPUT = "output";

    static LayerStyle of(AutoencoderSpec spec) {
        return new LayerStyle(spec.layers(), spec.penalties());
    }

    /** A layer, and what of normalisation, activation and dropout follows it. */
    List<Layer> block(String name, int in, int out) {
        var layers = new ArrayList<Layer>();
        layers.add(dense(name, in, out, ownActivation(), ownBias()));
        layers.addAll(behind(name, out));
        return layers;
    }

    /** The activation of a block's layer itself: none where normalisation stands between them. */
    Activation ownActivation() {
        return hidden.batchNorm() ? Activation.IDENTITY : hidden.activation();
    }

    /** Whether a block's layer has a bias: normalisation has its own. */
    boolean ownBias() {
        return !hidden.batchNorm();
    }

    /**
     * What of normalisation, activation and dropout follows a block's layer.
     *
     * @param width columns or channels
     */
    List<Layer> behind(String name, int width) {
        var layers = new ArrayList<Layer>();
        if (hidden.batchNorm()) {
            layers.add(normalization(name + ".norm", width));
            layers.add(new ActivationLayer.Builder()
                    .name(name + ".activation")
                    .activation(StableActivation.of(hidden.activation()))
                    .build());
        }
        layers.addAll(dropout(name));
        return layers;
    }

    /** The dropout that follows a layer, if any. */
    List<Layer> dropout(String name) {
        return hidden.dropout() == 0
                ? List.of()
                : List.of(new DropoutLayer.Builder(new Dropout(1 - hidden.dropout()))
                        .name(name + ".dropout")
                        .build());
    }

    /** Batch normalisation over columns or channels. */
    static BatchNormalization normalization(String name, int width) {
        return new BatchNormalization.Builder()
                .name(name)
                .useLogStd(false)
                .gradientNormalization(GradientNormalization.None) // DL4J would clip the running statistics too
                .nIn(width)
                .nOut(width)
                .build();
    }

    /** A layer whose weights cost what the specification says. */
    DenseLayer dense(String name, int in, int out, Activation activation, boolean bias) {
        return penalized(free(name, in, out, activation, bias));
    }

    /** A layer without penalties. */
    static DenseLayer free(String name, int in, int out, Activation activation, boolean bias) {
        return new DenseLayer.Builder()
                .name(name)
                .nIn(in)
                .nOut(out)
                .activation(StableActivation.of(activation))
                .hasBias(bias)
                .build();
    }

    /**
     * A fully connected layer with the loss of these groups.
     *
     * @param groups cover all outputs once, in their order
     */
    OutputLayer output(int in, List<OutputGroup> groups) {
        return penalized(new OutputLayer.Builder(new LikelihoodLoss(groups))
                .name(OUTPUT)
                .nIn(in)
                .nOut(groups.get(groups.size() - 1).to())
                .activation(activation(groups))
                .build());
    }

    /** The loss of these groups on rows as they come. */
    static LossLayer loss(List<OutputGroup> groups) {
        LossLayer loss = new LossLayer.Builder(new LikelihoodLoss(groups))
                .name(OUTPUT + ".loss")
                .activation(activation(groups))
                .build();
        int width = groups.get(groups.size() - 1).to();
        loss.setNIn(width); // without a width DL4J warns, and its builder takes none
        loss.setNOut(width);
        return loss;
    }

    private static IActivation activation(List<OutputGroup> groups) {
        return groups.size() == 1 ? groups.get(0).kind().activation() : new GroupedActivation(groups);
    }

    /** Sets the penalties layer by layer: DL4J's network-wide weight decay counts twice and drops L2. */
    <T extends BaseLayer> T penalized(T layer) {
        var regularization = new ArrayList<Regularization>();
        if (penalties.l1() > 0) {
            regularization.add(new L1Regularization(penalties.l1()));
        }
        if (penalties.l2() > 0) {
            regularization.add(new L2Regularization(penalties.l2()));
        }
        if (penalties.weightDecay() > 0) {
            regularization.add(new WeightDecay(penalties.weightDecay(), true));
        }
        layer.setRegularization(regularization);
        return layer;
    }
}
