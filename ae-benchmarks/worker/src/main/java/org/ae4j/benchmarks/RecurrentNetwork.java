package org.ae4j.benchmarks;

/**
 * An autoencoder of sequences: an LSTM whose last output is the code, an LSTM that gets the code at each step, and a linear
 * layer from its outputs to the features.
 *
 * @param steps of a row, which holds them one behind the other
 * @param features of a step
 * @param units of each LSTM, and so of the code
 */
public record RecurrentNetwork(int steps, int features, int units) implements Network {
    /** Gates of an LSTM. */
    public static final int GATES = 4;

    @Override
    public int code() {
        return units;
    }

    @Override
    public long encodingFlop() {
        return 2L * steps * GATES * units * (features + units);
    }

    @Override
    public int inputs() {
        return steps * features;
    }

    /**
     * Forward, weight gradients, and input gradients of all but the first layer's input; what the code adds to the decoder's
     * gates is the same at all steps and counts once.
     */
    @Override
    public long trainingFlop() {
        long input = 2L * GATES * units * features;
        long recurrent = 2L * GATES * units * units;
        long output = 2L * units * features;
        return steps * (2 * input + 3 * recurrent + 3 * recurrent + 3 * output) + 3 * recurrent;
    }
}
