package org.ae4j.benchmarks.tensorflow;

import java.util.List;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.RowBatch;
import org.ae4j.benchmarks.Training;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** One graph for a whole step; a session runs it once a batch. */
final class GraphTraining implements Training {
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final Session session;
    private final InputTensor input;
    private final Placeholder<TFloat32> rows;
    private final Operand<TFloat32> loss;
    private final Op update;

    GraphTraining(DenseNetwork network, int threads) {
        rows = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, network.inputs())));
        var layers = new Layers(tf, network);
        int last = network.layers() - 1;
        List<Operand<TFloat32>> activations = layers.hidden(rows, last);
        Operand<TFloat32> output = tf.math.sigmoid(layers.linear(activations.get(last), last));
        Operand<TFloat32> difference = tf.math.sub(output, rows);
        loss = tf.math.mean(tf.math.square(difference), tf.constant(new int[] {0, 1}));
        List<Operand<TFloat32>> gradients = new Backward(tf, layers).gradients(activations, output, difference);
        update = new AdamUpdate(tf, layers).of(gradients);
        input = new InputTensor(network.inputs());
        session = Sessions.of(graph, threads);
        Sessions.initialize(session, layers);
    }

    @Override
    public double step(RowBatch batch) {
        try (var result = session.runner()
                .feed(rows, input.filled(batch))
                .fetch(loss)
                .addTarget(update)
                .run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
        input.close();
    }
}
