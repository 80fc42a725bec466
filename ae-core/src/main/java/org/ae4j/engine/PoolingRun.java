package org.ae4j.engine;

import org.ae4j.engine.program.Pooling;
import org.ae4j.engine.program.Stage;

/** The largest number of each window, and where it was found. */
final class PoolingRun extends StageRun {
    private final Pooling stage;

    PoolingRun(int index, Pooling stage) {
        super(index);
        this.stage = stage;
    }

    @Override
    Stage stage() {
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

    @Override
    boolean keepsGradient() {
        return true;
    }

    /** Places. */
    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        return new long[] {(long) rows * stage.outputs()};
    }

    @Override
    void use(Share share) {
        share.kernels()
                .grids()
                .largest(stage.window(), input(share), share.from(), share.rows(), output(share), own(share, 0));
    }

    @Override
    void forward(Share share, long seed) {
        use(share);
    }

    @Override
    void backward(Share share) {}

    @Override
    void inputGradient(Share share) {
        share.kernels()
                .grids()
                .scatterLargest(
                        stage.window(),
                        gradient(share),
                        own(share, 0),
                        share.from(),
                        share.rows(),
                        gradientBefore(share));
    }
}
