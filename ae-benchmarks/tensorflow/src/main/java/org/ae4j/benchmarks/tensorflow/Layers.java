package org.ae4j.benchmarks.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Variables and forward pass of a network in a graph. */
final class Layers {
    private final Ops tf;
    private final List<Variable<TFloat32>> weights = new ArrayList<>();
    private final List<Variable<TFloat32>> biases = new ArrayList<>();
    private final List<Op> initializers = new ArrayList<>();

    Layers(Ops tf, DenseNetwork network) {
        this.tf = tf;
        Weights initial = Weights.of(network);
        for (int layer = 0; layer < network.layers(); layer++) {
            int in = network.widths().get(layer);
            int out = network.widths().get(layer + 1);
            weights.add(variable(in, out, initial.layer(layer)));
            biases.add(variable(tf.zeros(tf.constant(new int[] {out}), TFloat32.class), Shape.of(out)));
        }
    }

    /** Weights of a layer, {@code [in, out]}. */
    Operand<TFloat32> weights(int layer) {
        return weights.get(layer);
    }

    /** Weights and biases in turn. */
    List<Variable<TFloat32>> parameters() {
        var all = new ArrayList<Variable<TFloat32>>();
        for (int layer = 0; layer < weights.size(); layer++) {
            all.add(weights.get(layer));
            all.add(biases.get(layer));
        }
        return all;
    }

    /** What has to run before the first step. */
    List<Op> initializers() {
        return initializers;
    }

    /** A variable that begins at this value. */
    Variable<TFloat32> variable(Operand<TFloat32> value, Shape shape) {
        Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
        initializers.add(tf.assign(variable, value));
        return variable;
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

    private Variable<TFloat32> variable(int in, int out, float[] values) {
        Shape shape = Shape.of(in, out);
        return variable(tf.constant(shape, DataBuffers.of(values)), shape);
    }
}
