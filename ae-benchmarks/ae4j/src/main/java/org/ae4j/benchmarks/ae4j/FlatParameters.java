package org.ae4j.benchmarks.ae4j;

import java.util.stream.IntStream;
import org.ae4j.benchmarks.DenseNetwork;
import org.ae4j.benchmarks.Weights;

/** Initial weights in the order of DL4J's flat view: per layer {@code [in, out]} column by column, then the biases. */
final class FlatParameters {
    private FlatParameters() {}

    static float[] of(DenseNetwork network) {
        Weights weights = Weights.of(network);
        int total = IntStream.range(0, network.layers())
                .map(layer ->
                        (network.widths().get(layer) + 1) * network.widths().get(layer + 1))
                .sum();
        float[] flat = new float[total];
        int at = 0;
        for (int layer = 0; layer < network.layers(); layer++) {
            int in = network.widths().get(layer);
            int out = network.widths().get(layer + 1);
            System.arraycopy(weights.transposed(layer, in, out), 0, flat, at, in * out);
            at += (in + 1) * out;
        }
        return flat;
    }
}
