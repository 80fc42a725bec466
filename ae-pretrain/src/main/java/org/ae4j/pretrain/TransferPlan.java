package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.layer.FixedNormalization;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The layers of an encoder with a head on it. The head's are named {@code head.activation}, {@code head.norm}, {@code head0}
 * …, {@code output}.
 *
 * @param spec the encoder's
 * @param head what stands between code and output
 * @param kind activation and loss of the output
 * @param outputs how many numbers the head gives
 */
record TransferPlan(AutoencoderSpec spec, HeadLayers head, OutputKind kind, int outputs) {
    /** The names of an encoder's blocks, from the input on. */
    static List<String> blocks(AutoencoderSpec spec) {
        return new NetworkPlan(spec).encoderNames();
    }

    /** Encoder and head, for use. */
    MultiLayerConfiguration whole() {
        return trained(0, false, Optimization.none());
    }

    /**
     * The encoder's first blocks, for use: what is frozen is no part of what is trained. Behind all of them comes the head's
     * activation of the code, which has nothing to learn either.
     */
    MultiLayerConfiguration frozen(int blocks) {
        var layers = new ArrayList<>(plan().encoderUpTo(blocks));
        if (isWholeEncoder(blocks)) {
            layers.addAll(head.activation());
        }
        return plan().configuration(Optimization.none(), layers);
    }

    /**
     * What follows the first blocks, to be trained.
     *
     * @param fixesNormalization whether the encoder's batch normalisation stays as it is
     */
    MultiLayerConfiguration trained(int frozenBlocks, boolean fixesNormalization, Optimization optimization) {
        var layers = new ArrayList<Layer>();
        for (Layer layer : plan().encoderFrom(frozenBlocks)) {
            boolean fixes = fixesNormalization && layer instanceof BatchNormalization;
            layers.add(fixes ? new FixedNormalization((BatchNormalization) layer) : layer);
        }
        if (!isWholeEncoder(frozenBlocks)) {
            layers.addAll(head.activation());
        }
        int code = spec.bottleneck().size();
        layers.addAll(head.blocks(plan(), code));
        layers.add(plan().output(head.outputs(code), List.of(new OutputGroup(kind, 0, outputs, 1))));
        return plan().configuration(optimization, layers);
    }

    private boolean isWholeEncoder(int blocks) {
        return blocks == blocks(spec).size();
    }

    private NetworkPlan plan() {
        return new NetworkPlan(spec);
    }
}
