package org.ae4j.benchmarks;

import java.util.List;
import java.util.SplittableRandom;

/** Initial weights, the same for every engine: uniform within ±√(6 / (in + out)) (Glorot and Bengio 2010); biases are 0. */
public final class Weights {
    private static final long SEED = 7;

    private final float[][] layers;

    private Weights(float[][] layers) {
        this.layers = layers;
    }

    /** The weights that training of this network begins with. */
    public static Weights of(DenseNetwork network) {
        var random = new SplittableRandom(SEED);
        float[][] layers = new float[network.layers()][];
        for (int layer = 0; layer < layers.length; layer++) {
            int in = network.widths().get(layer);
            int out = network.widths().get(layer + 1);
            float limit = (float) Math.sqrt(6.0 / (in + out));
            layers[layer] = drawn(random, in * out, limit);
        }
        return new Weights(layers);
    }

    /**
     * The weights that training of this network begins with, in and out being a kernel's numbers times the channels; see
     * {@link #filters}.
     */
    public static Weights of(ConvolutionalNetwork network) {
        var random = new SplittableRandom(SEED);
        List<ConvolutionalNetwork.Layer> all = network.layers();
        float[][] layers = new float[all.size()][];
        for (int layer = 0; layer < layers.length; layer++) {
            int ends = ConvolutionalNetwork.KERNEL
                    * (all.get(layer).channels() + all.get(layer).across());
            float limit = (float) Math.sqrt(6.0 / ends);
            layers[layer] = drawn(random, all.get(layer).weights(), limit);
        }
        return new Weights(layers);
    }

    /** Uniform within ±limit. */
    static float[] drawn(SplittableRandom random, int count, float limit) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() * 2 - 1) * limit;
        }
        return values;
    }

    /** A convolutional layer's: {@code [across, channels, 3, 3]} row-major. */
    public float[] filters(int layer) {
        return layers[layer].clone();
    }

    /** The same as {@code [3, 3, channels, across]} row-major. */
    public float[] filtersLast(int layer, int channels, int across) {
        float[] last = new float[layers[layer].length];
        int rest = channels * ConvolutionalNetwork.KERNEL;
        for (int i = 0; i < last.length; i++) {
            int ofFilter = i % rest;
            int at = ofFilter % ConvolutionalNetwork.KERNEL * channels + ofFilter / ConvolutionalNetwork.KERNEL;
            last[at * across + i / rest] = layers[layer][i];
        }
        return last;
    }

    /** One layer's: {@code [in, out]} row-major. */
    public float[] layer(int layer) {
        return layers[layer].clone();
    }

    /** One layer's with the two sides exchanged: {@code [out, in]} row-major. */
    public float[] transposed(int layer, int in, int out) {
        float[] transposed = new float[in * out];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                transposed[o * in + i] = layers[layer][i * out + o];
            }
        }
        return transposed;
    }
}
