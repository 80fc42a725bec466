package org.ae4j.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Weights;

/** Weights and forward pass, on arrays alone: blocks and their lists cost a small network time. */
final class Layers {
    private final List<NDArray> weights = new ArrayList<>();
    private final List<NDArray> biases = new ArrayList<>();

    Layers(NDManager manager, DenseNetwork network) {
        Weights initial = Weights.of(network);
        for (int layer = 0; layer < network.layers(); layer++) {
            int in = network.widths().get(layer);
            int out = network.widths().get(layer + 1);
            weights.add(manager.create(initial.transposed(layer, in, out), new Shape(out, in)));
            biases.add(manager.zeros(new Shape(out)));
        }
    }

    /** Weights and biases in turn. */
    List<NDArray> parameters() {
        var all = new ArrayList<NDArray>();
        for (int layer = 0; layer < weights.size(); layer++) {
            all.add(weights.get(layer));
            all.add(biases.get(layer));
        }
        return all;
    }

    /** After this many layers with ReLU. */
    NDArray hidden(NDArray input, int layers) {
        NDArray activation = input;
        for (int layer = 0; layer < layers; layer++) {
            activation = Activation.relu(linear(activation, layer));
        }
        return activation;
    }

    /** After all layers, the last with a sigmoid. */
    NDArray output(NDArray input) {
        int last = weights.size() - 1;
        return Activation.sigmoid(linear(hidden(input, last), last));
    }

    private NDArray linear(NDArray input, int layer) {
        return Linear.linear(input, weights.get(layer), biases.get(layer)).singletonOrThrow();
    }
}
