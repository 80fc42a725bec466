package org.ae4j.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Variables and forward pass of a network in a graph. */
final class Layers {
    private final Ops tf;
    private final Variables variables;
    private final List<Variable<TFloat32>> weights = new ArrayList<>();
    private final List<Variable<TFloat32>> biases = new ArrayList<>();

    Layers(Ops tf, DenseNetwork network) {
        this.tf = tf;
        this.variables = new Variables(tf);
        Weights initial = Weights.of(network);
        for (int layer = 0; layer < network.layers(); layer++) {
            int in = network.widths().get(layer);
            int out = network.widths().get(layer + 1);
            weights.add(variables.parameter(Shape.of(in, out), initial.layer(layer)));
            biases.add(variables.parameter(out, 0));
        }
    }

    /** Weights of a layer, {@code [in, out]}. */
    Operand<TFloat32> weights(int layer) {
        return weights.get(layer);
    }

    /** Trained are weights and biases in turn. */
    Variables variables() {
        return variables;
    }

    /** The input's rows with this many layers applied, each with ReLU; element {@code i} is the input of layer i. */
    List<Operand<TFloat32>> hidden(Operand<TFloat32> input, int layers) {
        var activations = new ArrayList<Operand<TFloat32>>();
        activations.add(input);
        for (int layer = 0; layer < layers; layer++) {
            activations.add(tf.nn.relu(linear(activations.get(layer), layer)));
        }
        return activations;
    }

    /** A layer before its activation. */
    Operand<TFloat32> linear(Operand<TFloat32> input, int layer) {
        return tf.nn.biasAdd(tf.linalg.matMul(input, weights.get(layer)), biases.get(layer));
    }
}
