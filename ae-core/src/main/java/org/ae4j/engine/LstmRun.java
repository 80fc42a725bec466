package org.ae4j.engine;

import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Lstm;

/** An LSTM: members share its rows on the way through the steps, and its units for the weights. */
final class LstmRun extends StageRun {
    private final Lstm stage;
    private final LstmStages steps;
    private final LstmWeights weights;
    private final boolean isRepeated;
    private volatile Known known;

    /** @param isRepeated as in {@link StageRun#of} */
    LstmRun(int index, Lstm stage, Weights weights, boolean isRepeated) {
        super(index);
        this.stage = stage;
        this.steps = new LstmStages(stage, weights);
        this.weights = new LstmWeights(stage, weights.gradients());
        this.isRepeated = isRepeated;
    }

    @Override
    Lstm stage() {
        return stage;
    }

    @Override
    boolean isInPlace(boolean training) {
        return false;
    }

    @Override
    boolean isGradientInPlace() {
        return false;
    }

    /** See {@link LstmBuffers}. */
    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        return LstmBuffers.lengths(stage, rows, training, isRepeated);
    }

    @Override
    void turn(float[] given, Memory parameters) {
        for (int i = 0; i < stage.directions() * Lstm.GATES; i++) {
            int direction = i / Lstm.GATES;
            int units = stage.units();
            long unit = i % Lstm.GATES * (long) units;
            turn(given, stage.weights(direction) + unit * stage.inputs(), units, stage.inputs(), parameters);
            turn(given, stage.recurrentWeights(direction) + unit * units, units, units, parameters);
        }
    }

    @Override
    void use(Share share) {
        steps.forward(memory(share), false, share, input(share), output(share));
    }

    @Override
    void forward(Share share, long seed) {
        LstmBuffers own = memory(share);
        steps.turn(own, share.kernels(), share.member(), share.team().size());
        share.team().await();
        steps.forward(own, true, share, input(share), output(share));
    }

    @Override
    void backward(Share share) {
        steps.backward(memory(share), share, gradient(share));
    }

    @Override
    void inputGradient(Share share) {
        steps.inputGradient(memory(share), share, gradientBefore(share));
    }

    @Override
    void weights(Share share) {
        weights.gradients(memory(share), share, input(share), output(share));
    }

    @Override
    double move(UpdateStep updates, Share share) {
        return weights.move(updates, share);
    }

    /** The same for the same buffers, as far as several callers do not take turns: it is made of small objects. */
    private LstmBuffers memory(Share share) {
        Known last = known;
        if (last == null || last.buffers != share.buffers()) {
            last = new Known(
                    share.buffers(), LstmBuffers.of(stage, share.buffers().rows(), own(share)));
            known = last;
        }
        return last.memory;
    }

    /** What was made for some buffers. */
    private record Known(Buffers buffers, LstmBuffers memory) {}
}
