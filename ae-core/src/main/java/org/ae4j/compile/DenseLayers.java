package org.ae4j.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Fully connected blocks, mirrored in the decoder.
 *
 * @param widths of the encoder's
 * @param style of all
 */
record DenseLayers(List<Integer> widths, LayerStyle style) implements Hidden {
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
