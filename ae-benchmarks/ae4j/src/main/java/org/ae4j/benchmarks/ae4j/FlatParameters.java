package org.ae4j.benchmarks.ae4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.benchmarks.RecurrentWeights;
import org.ae4j.benchmarks.Weights;

/** Initial parameters in the order of DL4J's flat view. */
final class FlatParameters {
    private FlatParameters() {}

    /** Per layer {@code [in, out]} column by column, then the biases. */
    static float[] of(DenseNetwork network) {
        Weights weights = Weights.of(network);
        var parts = new ArrayList<float[]>();
        for (int layer = 0; layer < network.layers(); layer++) {
            int in = network.widths().get(layer);
            int out = network.widths().get(layer + 1);
            parts.add(weights.transposed(layer, in, out));
            parts.add(new float[out]);
        }
        return joined(parts);
    }

    /** Biases in front of filters; behind them a normalisation's factors, which are 1, shifts, means, and variances of 1. */
    static float[] of(ConvolutionalNetwork network) {
        Weights weights = Weights.of(network);
        List<ConvolutionalNetwork.Layer> layers = network.layers();
        var parts = new ArrayList<float[]>();
        for (int i = 0; i < layers.size(); i++) {
            int outputs = layers.get(i).outputs();
            if (network.normalized() && i < layers.size() - 1) {
                float[] ones = new float[outputs];
                Arrays.fill(ones, 1);
                parts.addAll(List.of(weights.filters(i), ones, new float[2 * outputs], ones));
            } else {
                parts.addAll(List.of(new float[outputs], weights.filters(i)));
            }
        }
        return joined(parts);
    }

    /** Per LSTM the weights of its input, of its output, and the biases. */
    static float[] of(RecurrentNetwork network) {
        RecurrentWeights weights = RecurrentWeights.of(network);
        float[] biases = new float[RecurrentNetwork.GATES * network.units()];
        return joined(List.of(
                weights.inputs(0),
                weights.recurrent(0),
                biases,
                weights.inputs(1),
                weights.recurrent(1),
                biases,
                weights.output(),
                new float[network.features()]));
    }

    /** Those in front of a network's code. */
    static float[] ofEncoder(ConvolutionalNetwork network) {
        int count = network.encoder().stream()
                .mapToInt(layer -> layer.weights() + layer.outputs())
                .sum();
        return Arrays.copyOf(of(network), count);
    }

    /** Those in front of a network's code. */
    static float[] ofEncoder(RecurrentNetwork network) {
        int ofUnit = network.features() + network.units() + 1;
        return Arrays.copyOf(of(network), RecurrentNetwork.GATES * network.units() * ofUnit);
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
