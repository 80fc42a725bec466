package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/**
 * Where the weights of a fully connected layer lie in DL4J's flat view: row-major as {@code [outputs, inputs]}. Of a
 * convolution they are {@code [filters, inputs · kernel]}, of a deconvolution {@code [inputs, filters · kernel]}.
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

    /** Those of all fully connected layers, convolutions and deconvolutions, in order. */
    public static List<WeightBlock> of(MultiLayerConfiguration configuration) {
        var blocks = new ArrayList<WeightBlock>();
        long from = 0;
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            if (layer.getLayer() instanceof DenseLayer dense) {
                blocks.add(new WeightBlock(
                        Math.toIntExact(from), Math.toIntExact(dense.getNIn()), Math.toIntExact(dense.getNOut())));
            } else if (layer.getLayer() instanceof ConvolutionLayer convolution) {
                blocks.add(of(convolution, from));
            }
            from += layer.getLayer().initializer().numParams(layer);
        }
        return blocks;
    }

    /** DL4J puts a convolution's biases in front of its weights. */
    private static WeightBlock of(ConvolutionLayer layer, long from) {
        int kernel = layer.getKernelSize()[0] * layer.getKernelSize()[1];
        int in = Math.toIntExact(layer.getNIn());
        int out = Math.toIntExact(layer.getNOut());
        int at = Math.toIntExact(from + (layer.hasBias() ? out : 0));
        return layer instanceof Deconvolution2D
                ? new WeightBlock(at, out * kernel, in)
                : new WeightBlock(at, in * kernel, out);
    }
}
