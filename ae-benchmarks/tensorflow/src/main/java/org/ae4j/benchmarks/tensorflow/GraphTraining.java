package org.ae4j.benchmarks.tensorflow;

import java.util.List;
import java.util.function.BiFunction;
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
    private final Session session;
    private final InputTensor input;
    private final Placeholder<TFloat32> rows;
    private final Operand<TFloat32> loss;
    private final Op update;

    /**
     * What a step computes before the update.
     *
     * @param loss the mean squared error
     * @param gradients of the variables' parameters, in their order
     */
    record Step(Variables variables, Operand<TFloat32> loss, List<Operand<TFloat32>> gradients) {}

    /**
     * Training of a network.
     *
     * @param inputs numbers of a row
     * @param network puts a step on rows into a graph
     */
    GraphTraining(int inputs, BiFunction<Ops, Operand<TFloat32>, Step> network, int threads) {
        Ops tf = Ops.create(graph);
        rows = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, inputs)));
        Step step = network.apply(tf, rows);
        loss = step.loss();
        update = new AdamUpdate(tf, step.variables()).of(step.gradients());
        input = new InputTensor(inputs);
        session = Sessions.of(graph, threads);
        Sessions.initialize(session, step.variables());
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
