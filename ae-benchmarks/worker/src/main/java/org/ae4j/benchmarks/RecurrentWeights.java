package org.ae4j.benchmarks;

import java.util.SplittableRandom;

/**
 * Initial weights of a {@link RecurrentNetwork}, the same for every engine: uniform within ±1/√units; biases are 0. The rows
 * of an LSTM's matrices are its units, four blocks of them: candidate, forget gate, output gate, input gate.
 */
public final class RecurrentWeights {
    private static final long SEED = 7;

    private final float[][] inputs = new float[2][];
    private final float[][] recurrent = new float[2][];
    private final float[] output;

    private RecurrentWeights(RecurrentNetwork network) {
        var random = new SplittableRandom(SEED);
        float limit = (float) (1 / Math.sqrt(network.units()));
        int gates = RecurrentNetwork.GATES * network.units();
        for (int layer = 0; layer < 2; layer++) {
            int width = layer == 0 ? network.features() : network.units();
            inputs[layer] = Weights.drawn(random, gates * width, limit);
            recurrent[layer] = Weights.drawn(random, gates * network.units(), limit);
        }
        output = Weights.drawn(random, network.features() * network.units(), limit);
    }

    /** The weights that training of this network begins with. */
    public static RecurrentWeights of(RecurrentNetwork network) {
        return new RecurrentWeights(network);
    }

    /** Of the encoder (0) or the decoder (1): {@code [4 · units, features or units]} row-major. */
    public float[] inputs(int layer) {
        return inputs[layer].clone();
    }

    /** Of the encoder (0) or the decoder (1): {@code [4 · units, units]} row-major. */
    public float[] recurrent(int layer) {
        return recurrent[layer].clone();
    }

    /** Of the last layer: {@code [features, units]} row-major. */
    public float[] output() {
        return output.clone();
    }
}
