package org.ae4j.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.ae4j.layer.OutputGroup;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/**
 * Fully connected blocks, mirrored in the decoder.
 *
 * @param widths of the encoder's
 * @param style of all
 * @param outputs numbers of a row
 */
record DenseLayers(List<Integer> widths, LayerStyle style, int outputs) implements Hidden {
    @Override
    public Blocks encoder(int inputs) {
        return blocks("encoder", inputs, widths);
    }

    @Override
    public Blocks decoder(int inputs) {
        var mirrored = new ArrayList<>(widths);
        Collections.reverse(mirrored);
        return blocks("decoder", inputs, mirrored);
    }

    @Override
    public List<Layer> linearOutput(int inputs) {
        return List.of(style.dense(LayerStyle.OUTPUT, inputs, outputs, Activation.IDENTITY, true));
    }

    @Override
    public List<Layer> output(int inputs, List<OutputGroup> groups) {
        return List.of(style.output(inputs, groups));
    }

    private Blocks blocks(String name, int inputs, List<Integer> outputs) {
        var blocks = new ArrayList<List<Layer>>();
        int in = inputs;
        for (int i = 0; i < outputs.size(); i++) {
            blocks.add(style.block(name + i, in, outputs.get(i)));
            in = outputs.get(i);
        }
        return new Blocks(blocks, in);
    }
}
