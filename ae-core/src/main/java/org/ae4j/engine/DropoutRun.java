package org.ae4j.engine;

import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Stage;

/** Inverted dropout in training, nothing in use. */
final class DropoutRun extends StageRun {
    private final Stage.Dropout stage;

    DropoutRun(int index, Stage.Dropout stage) {
        super(index);
        this.stage = stage;
    }

    @Override
    Stage stage() {
        return stage;
    }

    @Override
    boolean isInPlace(boolean training) {
        return !training;
    }

    @Override
    boolean isGradientInPlace() {
        return true;
    }

    /** The mask. */
    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        return training ? new long[] {(long) rows * stage.width()} : super.ownLengths(rows, members, false);
    }

    @Override
    void use(Share share) {}

    @Override
    void forward(Share share, long seed) {
        Memory mask = own(share, 0);
        share.kernels().dropoutMask(mask, at(share), count(share), stage.keep(), seed + index());
        share.kernels().times(input(share), mask, output(share), at(share), count(share));
    }

    @Override
    void backward(Share share) {
        share.kernels().times(gradient(share), own(share, 0), gradient(share), at(share), count(share));
    }

    private long at(Share share) {
        return (long) share.from() * stage.width();
    }

    private int count(Share share) {
        return share.rows() * stage.width();
    }
}
