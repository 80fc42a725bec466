package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/**
 * Where the weights of a fully connected layer lie in DL4J's flat view: row-major as {@code [outputs, inputs]}.
 *
 * @param from of the first weight
 * @param inputs of the layer
 * @param outputs of the layer
 */
public record WeightBlock(int from, int inputs, int outputs) {
    /** How many weights there are. */
    public int length() {
        return inputs * outputs;
    }

    /** Those of all fully connected layers, in order. */
    public static List<WeightBlock> of(MultiLayerConfiguration configuration) {
        var blocks = new ArrayList<WeightBlock>();
        long from = 0;
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            if (layer.getLayer() instanceof DenseLayer dense) {
                blocks.add(new WeightBlock(
                        Math.toIntExact(from), Math.toIntExact(dense.getNIn()), Math.toIntExact(dense.getNOut())));
            }
            from += layer.getLayer().initializer().numParams(layer);
        }
        return blocks;
    }
}
