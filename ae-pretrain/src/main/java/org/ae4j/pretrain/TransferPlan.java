package org.ae4j.pretrain;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * The layers of an encoder with a head on it. The head's are named {@code head0} …, {@code output}.
 *
 * @param encoder what the head stands on
 * @param hidden widths of the head's hidden blocks
 * @param kind activation and loss of the output
 * @param outputs how many numbers the head gives
 */
record TransferPlan(EncoderPlan encoder, List<Integer> hidden, OutputKind kind, int outputs) {
    /** Encoder and head, for use. */
    MultiLayerConfiguration whole() {
        return trained(0, Optimization.none());
    }

    /** The encoder's first blocks, for use: what is frozen is no part of what is trained. */
    MultiLayerConfiguration frozen(int blocks) {
        return plan().configuration(Optimization.none(), plan().encoderUpTo(blocks));
    }

    /** What follows the first blocks, to be trained. */
    MultiLayerConfiguration trained(int frozenBlocks, Optimization optimization) {
        var layers = new ArrayList<>(plan().encoderBetween(frozenBlocks, encoder.blocks()));
        int in = encoder.width();
        for (int i = 0; i < hidden.size(); i++) {
            layers.addAll(plan().block("head" + i, in, hidden.get(i)));
            in = hidden.get(i);
        }
        layers.add(plan().output(in, List.of(new OutputGroup(kind, 0, outputs, 1))));
        return plan().configuration(optimization, layers);
    }

    private NetworkPlan plan() {
        return new NetworkPlan(encoder.spec());
    }
}
