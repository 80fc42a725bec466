package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.layer.FixedNormalization;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The layers of an encoder with a head on it. The head's are named {@code head.activation}, {@code head.norm}, {@code head0}
 * …, {@code output}.
 *
 * @param encoder what the head stands on
 * @param head what stands between code and output
 * @param kind activation and loss of the output
 * @param outputs how many numbers the head gives
 */
record TransferPlan(EncoderPlan encoder, HeadLayers head, OutputKind kind, int outputs) {
    /** Encoder and head, for use. */
    MultiLayerConfiguration whole() {
        return plan().configuration(Optimization.none(), layers(0));
    }

    /**
     * Some of the encoder's blocks, for use: what is frozen is no part of what is trained. Behind the last one comes the
     * head's activation of the code, which has nothing to learn either.
     *
     * @param from the first block
     * @param to one past the last
     */
    MultiLayerConfiguration frozen(int from, int to) {
        var layers = new ArrayList<>(plan().encoderBetween(from, to));
        if (isWholeEncoder(to)) {
            layers.addAll(head.activation());
        }
        return plan().configuration(Optimization.none(), layers);
    }

    /**
     * What follows the first blocks, to be trained.
     *
     * @param fixesNormalization whether the encoder's batch normalisation stays as it is
     * @param updaters of the encoder's blocks
     */
    MultiLayerConfiguration trained(
            int frozenBlocks, boolean fixesNormalization, Optimization optimization, BlockUpdaters updaters) {
        Map<String, Integer> blocks = blocksByLayer();
        var layers = new ArrayList<Layer>();
        for (Layer layer : layers(frozenBlocks)) {
            Integer block = blocks.get(layer.getLayerName());
            boolean fixes = fixesNormalization && block != null && layer instanceof BatchNormalization;
            if (block != null) {
                updaters.set(layer, block);
            }
            layers.add(fixes ? new FixedNormalization((BatchNormalization) layer) : layer);
        }
        return plan().configuration(optimization.updater(updaters.ofHead()), layers);
    }

    private List<Layer> layers(int frozenBlocks) {
        var layers = new ArrayList<>(plan().encoderBetween(frozenBlocks, encoder.blocks()));
        if (!isWholeEncoder(frozenBlocks)) {
            layers.addAll(head.activation());
        }
        int code = encoder.width();
        layers.addAll(head.blocks(plan(), code));
        layers.add(plan().output(head.outputs(code), List.of(new OutputGroup(kind, 0, outputs, 1))));
        return layers;
    }

    private Map<String, Integer> blocksByLayer() {
        var blocks = new HashMap<String, Integer>();
        List<List<Layer>> all = plan().encoderBlocks();
        for (int i = 0; i < all.size(); i++) {
            for (Layer layer : all.get(i)) {
                blocks.put(layer.getLayerName(), i);
            }
        }
        return blocks;
    }

    private boolean isWholeEncoder(int blocks) {
        return blocks == encoder.blocks();
    }

    private NetworkPlan plan() {
        return new NetworkPlan(encoder.spec());
    }
}
