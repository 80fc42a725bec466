package org.ae4j.engine;

import org.ae4j.engine.program.Stage;

/** a = f(z), number by number, so that rows need not be looked at. */
final class ActivationRun extends StageRun {
    private final Stage.Activation stage;

    ActivationRun(int index, Stage.Activation stage) {
        super(index);
        this.stage = stage;
    }

    @Override
    Stage stage() {
        return stage;
    }

    @Override
    boolean isInPlace(boolean training) {
        return true;
    }

    @Override
    boolean isGradientInPlace() {
        return true;
    }

    /** Slopes. */
    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        return training && stage.f().keepsSlope()
                ? new long[] {(long) rows * stage.width()}
                : super.ownLengths(rows, members, training);
    }

    @Override
    void use(Share share) {
        share.kernels().activate(stage.f(), output(share), at(share), count(share), 1, null, 0, null);
    }

    @Override
    void forward(Share share, long seed) {
        share.kernels().activate(stage.f(), output(share), at(share), count(share), 1, null, 0, own(share, 0));
    }

    @Override
    void backward(Share share) {
        share.kernels()
                .activationGradient(stage.f(), output(share), own(share, 0), gradient(share), at(share), count(share));
    }

    private long at(Share share) {
        return (long) share.from() * stage.width();
    }

    private int count(Share share) {
        return share.rows() * stage.width();
    }
}
