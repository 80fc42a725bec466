package org.ae4j.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A dense autoencoder: ReLU after each layer but the last, which ends in a sigmoid.
 *
 * @param widths from the input over the hidden layers to the output
 */
public record DenseNetwork(List<Integer> widths) implements Network {
    public DenseNetwork {
        widths = List.copyOf(widths);
    }

    static DenseNetwork of(Integer... widths) {
        return new DenseNetwork(List.of(widths));
    }

    @Override
    public int inputs() {
        return widths.get(0);
    }

    /** How many layers with weights there are. */
    public int layers() {
        return widths.size() - 1;
    }

    /** The first half: from the input to the narrowest layer. */
    public DenseNetwork encoder() {
        int code = IntStream.range(0, widths.size())
                .reduce((a, b) -> widths.get(b) < widths.get(a) ? b : a)
                .orElseThrow();
        return new DenseNetwork(widths.subList(0, code + 1));
    }

    /** Floating-point operations of one row's forward pass, matrix products alone. */
    public long forwardFlop() {
        return 2 * weights();
    }

    /** Forward, weight gradients, and input gradients of all layers but the first. */
    @Override
    public long trainingFlop() {
        return 6 * weights() - 2L * widths.get(0) * widths.get(1);
    }

    @Override
    public int code() {
        DenseNetwork encoder = encoder();
        return encoder.widths().get(encoder.layers());
    }

    @Override
    public long encodingFlop() {
        return encoder().forwardFlop();
    }

    private long weights() {
        return IntStream.range(0, layers())
                .mapToLong(layer -> (long) widths.get(layer) * widths.get(layer + 1))
                .sum();
    }
}
