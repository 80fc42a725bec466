package org.ae4j.engine;

import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Normalization;
import org.ae4j.engine.program.Stage;

/** Batch normalisation that stays as it is, and the activation behind it: each column by itself, so members never meet. */
final class FixedNormalizationRun extends StageRun {
    private static final int SLOPES = 0;

    private final Normalization.Fixed stage;
    private final Normalization normalization;
    private final Weights weights;

    FixedNormalizationRun(int index, Normalization.Fixed stage, Weights weights) {
        super(index);
        this.stage = stage;
        this.normalization = stage.normalization();
        this.weights = weights;
    }

    @Override
    Stage stage() {
        return stage;
    }

    /** In training, what comes in may be needed for the gradient of the activation before. */
    @Override
    boolean isInPlace(boolean training) {
        return !training;
    }

    @Override
    boolean isGradientInPlace() {
        return true;
    }

    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        return training && normalization.f().keepsSlope()
                ? new long[] {(long) rows * stage.outputs()}
                : super.ownLengths(rows, members, training);
    }

    @Override
    void use(Share share) {
        apply(share, output(share), null);
    }

    @Override
    void forward(Share share, long seed) {
        apply(share, input(share), own(share, SLOPES));
    }

    private void apply(Share share, Memory x, Memory slopes) {
        share.kernels()
                .normalization()
                .running(normalization, x, weights.values(), output(share), slopes, at(share), pixels(share));
    }

    @Override
    void backward(Share share) {
        share.kernels()
                .normalization()
                .runningGradient(
                        normalization,
                        gradient(share),
                        weights.values(),
                        output(share),
                        own(share, SLOPES),
                        at(share),
                        pixels(share));
    }

    private long at(Share share) {
        return (long) share.from() * stage.outputs();
    }

    private int pixels(Share share) {
        return share.rows() * normalization.pixels();
    }
}
