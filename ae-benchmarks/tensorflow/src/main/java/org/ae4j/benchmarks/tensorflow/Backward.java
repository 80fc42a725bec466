package org.ae4j.benchmarks.tensorflow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.SigmoidGrad;
import org.tensorflow.op.nn.ReluGrad;
import org.tensorflow.types.TFloat32;

/** The gradients, written out: what TensorFlow derives itself has more operations, and each costs a small network time. */
final class Backward {
    private final Ops tf;
    private final Layers layers;

    Backward(Ops tf, Layers layers) {
        this.tf = tf;
        this.layers = layers;
    }

    /**
     * Of the mean squared error, in the order of {@link Variables#parameters}.
     *
     * @param activations the input of each layer
     * @param output after the sigmoid
     * @param difference output minus target
     */
    List<Operand<TFloat32>> gradients(
            List<Operand<TFloat32>> activations, Operand<TFloat32> output, Operand<TFloat32> difference) {
        Operand<TFloat32> elements = tf.dtypes.cast(tf.size(difference), TFloat32.class);
        Operand<TFloat32> scale = tf.math.div(tf.constant(2f), elements);
        Operand<TFloat32> delta = sigmoidGrad(output, tf.math.mul(difference, scale));
        Deque<Operand<TFloat32>> gradients = new ArrayDeque<>();
        for (int layer = activations.size() - 1; layer >= 0; layer--) {
            Operand<TFloat32> below = activations.get(layer);
            gradients.addFirst(tf.nn.biasAddGrad(delta));
            gradients.addFirst(tf.linalg.matMul(below, delta, MatMul.transposeA(true)));
            if (layer > 0) {
                Operand<TFloat32> error = tf.linalg.matMul(delta, layers.weights(layer), MatMul.transposeB(true));
                delta = reluGrad(error, below);
            }
        }
        return new ArrayList<>(gradients);
    }

    private Operand<TFloat32> sigmoidGrad(Operand<TFloat32> output, Operand<TFloat32> error) {
        return SigmoidGrad.create(tf.scope(), output, error);
    }

    private Operand<TFloat32> reluGrad(Operand<TFloat32> error, Operand<TFloat32> output) {
        return ReluGrad.create(tf.scope(), error, output);
    }
}
