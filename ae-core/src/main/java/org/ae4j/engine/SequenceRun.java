package org.ae4j.engine;

import org.ae4j.engine.kernel.SequenceKernels;
import org.ae4j.engine.program.SequenceStage;

/** Rows that become sequences, or sequences that become rows: numbers go from one place to another. */
abstract class SequenceRun extends StageRun {
    SequenceRun(int index) {
        super(index);
    }

    @Override
    abstract SequenceStage stage();

    @Override
    final boolean isInPlace(boolean training) {
        return false;
    }

    @Override
    final boolean isGradientInPlace() {
        return false;
    }

    @Override
    final boolean keepsGradient() {
        return true;
    }

    @Override
    final void forward(Share share, long seed) {
        use(share);
    }

    @Override
    final void backward(Share share) {}

    @Override
    abstract void inputGradient(Share share);

    static SequenceKernels kernels(Share share) {
        return share.kernels().sequences();
    }
}
