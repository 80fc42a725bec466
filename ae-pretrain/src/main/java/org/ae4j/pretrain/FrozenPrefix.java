package org.ae4j.pretrain;

import java.util.Arrays;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.Engines;
import org.ae4j.engine.ForwardPass;
import org.ae4j.train.RowSource;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** The encoder's first blocks as they are in use: no part of what is trained, so that nothing of them can move. */
final class FrozenPrefix implements AutoCloseable {
    private static final int CHUNK = 128;

    private final ForwardPass forward;
    private final float[] parameters;

    /**
     * The blocks over their weights.
     *
     * @param parameters not copied
     */
    FrozenPrefix(MultiLayerConfiguration blocks, float[] parameters) {
        this.parameters = parameters;
        this.forward = Engines.forward(blocks, parameters);
    }

    /**
     * The first blocks over a copy of their weights.
     *
     * @param count how many blocks, at least 1
     * @param encoder all parameters of the encoder
     */
    static FrozenPrefix of(TransferPlan layers, int count, float[] encoder) {
        MultiLayerConfiguration blocks = layers.frozen(0, count);
        int length = Math.toIntExact(NetworkPlan.parameterCount(blocks));
        return new FrozenPrefix(blocks, Arrays.copyOf(encoder, length));
    }

    ForwardPass forward() {
        return forward;
    }

    float[] parameters() {
        return parameters;
    }

    /** What the blocks make of scaled rows, computed once, chunk by chunk: {@code [rows, outputs]}. */
    RowSource apply(RowSource rows) {
        float[][] all = new float[rows.rows()][];
        int outputs = forward.outputs();
        float[] inputs = new float[Math.min(all.length, CHUNK) * rows.width()];
        float[] results = new float[Math.min(all.length, CHUNK) * outputs];
        for (int from = 0; from < all.length; from += CHUNK) {
            int count = Math.min(CHUNK, all.length - from);
            for (int i = 0; i < count; i++) {
                rows.copyRow(from + i, inputs, i * rows.width());
            }
            forward.apply(inputs, count, results);
            for (int i = 0; i < count; i++) {
                all[from + i] = Arrays.copyOfRange(results, i * outputs, (i + 1) * outputs);
            }
        }
        return RowSource.of(all);
    }

    @Override
    public void close() {
        forward.close();
    }
}
