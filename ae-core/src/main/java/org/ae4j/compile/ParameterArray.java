package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;

/**
 * Where an array that gradients move lies in DL4J's flat view: the weights or biases of a layer, or γ or β of a
 * normalisation.
 *
 * @param from of its first number
 * @param length how many numbers it has
 */
public record ParameterArray(int from, int length) {
    /** Those of all fully connected layers and normalisations, in order; running statistics are none. */
    public static List<ParameterArray> learnt(MultiLayerConfiguration configuration) {
        var arrays = new ArrayList<ParameterArray>();
        long from = 0;
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            if (layer.getLayer() instanceof DenseLayer dense) {
                long weights = dense.getNIn() * dense.getNOut();
                add(arrays, from, weights);
                add(arrays, from + weights, dense.hasBias() ? dense.getNOut() : 0);
            } else if (layer.getLayer() instanceof BatchNormalization normalization) {
                add(arrays, from, normalization.getNOut());
                add(arrays, from + normalization.getNOut(), normalization.getNOut());
            }
            from += layer.getLayer().initializer().numParams(layer);
        }
        return arrays;
    }

    private static void add(List<ParameterArray> arrays, long from, long length) {
        if (length > 0) {
            arrays.add(new ParameterArray(Math.toIntExact(from), Math.toIntExact(length)));
        }
    }
}
