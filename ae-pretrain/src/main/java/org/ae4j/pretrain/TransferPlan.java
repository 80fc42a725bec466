package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The layers of an encoder with a head on it. The head's are named {@code head0} …, {@code output}.
 *
 * @param spec the encoder's
 * @param hidden widths of the head's hidden blocks
 * @param kind activation and loss of the output
 * @param outputs how many numbers the head gives
 */
record TransferPlan(AutoencoderSpec spec, List<Integer> hidden, OutputKind kind, int outputs) {
    /** The names of an encoder's blocks, from the input on. */
    static List<String> blocks(AutoencoderSpec spec) {
        return new NetworkPlan(spec)
                .encoderBlocks().stream()
                        .map(block -> block.get(0).getLayerName())
                        .toList();
    }

    /** Encoder and head, for use. */
    MultiLayerConfiguration whole() {
        return trained(0, Optimization.none());
    }

    /** The encoder's first blocks, for use: what is frozen is no part of what is trained. */
    MultiLayerConfiguration frozen(int blocks) {
        List<Layer> layers =
                encoder().subList(0, blocks).stream().flatMap(List::stream).toList();
        return plan().configuration(Optimization.none(), layers);
    }

    /** What follows the first blocks, to be trained. */
    MultiLayerConfiguration trained(int frozenBlocks, Optimization optimization) {
        List<List<Layer>> blocks = encoder();
        var layers = new ArrayList<Layer>();
        blocks.subList(frozenBlocks, blocks.size()).forEach(layers::addAll);
        int in = spec.bottleneck().size();
        for (int i = 0; i < hidden.size(); i++) {
            layers.addAll(plan().block("head" + i, in, hidden.get(i)));
            in = hidden.get(i);
        }
        layers.add(plan().output(in, List.of(new OutputGroup(kind, 0, outputs, 1))));
        return plan().configuration(optimization, layers);
    }

    private List<List<Layer>> encoder() {
        return plan().encoderBlocks();
    }

    private NetworkPlan plan() {
        return new NetworkPlan(spec);
    }
}
