package org.ae4j.benchmarks.tensorflow;

import java.util.List;
import org.ae4j.benchmarks.DenseNetwork;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A step of a dense network. */
final class DenseStep {
    private DenseStep() {}

    static GraphTraining.Step of(Ops tf, Operand<TFloat32> rows, DenseNetwork network) {
        var layers = new Layers(tf, network);
        int last = network.layers() - 1;
        List<Operand<TFloat32>> activations = layers.hidden(rows, last);
        Operand<TFloat32> output = tf.math.sigmoid(layers.linear(activations.get(last), last));
        Operand<TFloat32> difference = tf.math.sub(output, rows);
        Operand<TFloat32> loss = tf.math.mean(tf.math.square(difference), tf.constant(new int[] {0, 1}));
        List<Operand<TFloat32>> gradients = new Backward(tf, layers).gradients(activations, output, difference);
        return new GraphTraining.Step(layers.variables(), loss, gradients);
    }
}
