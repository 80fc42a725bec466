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
     * The blocks over a copy of their weights.
     *
     * @param blocks how many, at least 1
     * @param encoder all parameters of the encoder
     */
    FrozenPrefix(TransferPlan layers, int blocks, float[] encoder) {
        MultiLayerConfiguration configuration = layers.frozen(blocks);
        parameters = Arrays.copyOf(encoder, Math.toIntExact(NetworkPlan.parameterCount(configuration)));
        forward = Engines.forward(configuration, parameters);
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
