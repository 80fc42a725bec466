package org.ae4j.benchmarks.tensorflow;

import java.util.function.BiFunction;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Encoding;
import org.ae4j.benchmarks.Network;
import org.ae4j.benchmarks.RowBatch;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The forward pass in a session. */
final class GraphEncoding implements Encoding {
    private final Graph graph = new Graph();
    private final Session session;
    private final InputTensor input;
    private final Operand<TFloat32> rows;
    private final Operand<TFloat32> codes;
    private final int code;

    /** Codes of rows, and what they are computed from. */
    record Codes(Variables variables, Operand<TFloat32> codes) {}

    /**
     * A network's encoder.
     *
     * @param encoder makes codes of rows
     */
    GraphEncoding(Network network, BiFunction<Ops, Operand<TFloat32>, Codes> encoder, int threads) {
        Ops tf = Ops.create(graph);
        rows = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, network.inputs())));
        Codes made = encoder.apply(tf, rows);
        codes = made.codes();
        code = network.code();
        input = new InputTensor(network.inputs());
        session = Sessions.of(graph, threads);
        Sessions.initialize(session, made.variables());
    }

    /** The dense layers up to the code. */
    static Codes of(Ops tf, Operand<TFloat32> rows, DenseNetwork encoder) {
        var layers = new Layers(tf, encoder);
        return new Codes(
                layers.variables(), layers.hidden(rows, encoder.layers()).get(encoder.layers()));
    }

    @Override
    public float[] encode(RowBatch batch) {
        try (var result =
                session.runner().feed(rows, input.filled(batch)).fetch(codes).run()) {
            float[] all = new float[batch.size() * code];
            result.get(0).asRawTensor().data().asFloats().read(all);
            return all;
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
        input.close();
    }
}
