package org.ae4j.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * An autoencoder of grey images: convolutions, mirrored by deconvolutions, with kernels of 3 × 3 and strides of 2, so that a
 * side is halved and doubled; ReLU after each layer but the last, which ends in a sigmoid.
 *
 * @param side of an image, a multiple of 4 with two layers
 * @param filters of the convolutions
 * @param normalized whether batch normalisation stands between each layer but the last and its ReLU
 */
public record ConvolutionalNetwork(int side, List<Integer> filters, boolean normalized) implements Network {
    /** Numbers of a kernel. */
    public static final int KERNEL = 9;

    public ConvolutionalNetwork {
        filters = List.copyOf(filters);
    }

    /**
     * A layer, between the larger of two grids and the smaller one.
     *
     * @param channels of the larger
     * @param across channels of the smaller
     * @param side of the larger
     * @param isUp whether the larger one is the output
     */
    public record Layer(int channels, int across, int side, boolean isUp) {
        /** How many channels come out. */
        public int outputs() {
            return isUp ? channels : across;
        }

        /** How many weights. */
        public int weights() {
            return across * channels * KERNEL;
        }

        private long products() {
            return (long) side / 2 * (side / 2) * weights();
        }
    }

    /** All layers with weights, in their order. */
    public List<Layer> layers() {
        var down = new ArrayList<Layer>();
        for (int i = 0; i < filters.size(); i++) {
            down.add(new Layer(i == 0 ? 1 : filters.get(i - 1), filters.get(i), side >> i, false));
        }
        var all = new ArrayList<>(down);
        for (int i = down.size() - 1; i >= 0; i--) {
            Layer mirrored = down.get(i);
            all.add(new Layer(mirrored.channels(), mirrored.across(), mirrored.side(), true));
        }
        return all;
    }

    /** Those up to the code, which is the smallest grid. */
    public List<Layer> encoder() {
        return layers().subList(0, filters.size());
    }

    @Override
    public int code() {
        int smallest = side >> filters.size();
        return filters.get(filters.size() - 1) * smallest * smallest;
    }

    @Override
    public long encodingFlop() {
        return 2 * encoder().stream().mapToLong(Layer::products).sum();
    }

    @Override
    public int inputs() {
        return side * side;
    }

    @Override
    public long trainingFlop() {
        long products = layers().stream().mapToLong(Layer::products).sum();
        return 6 * products - 2 * layers().get(0).products();
    }
}
