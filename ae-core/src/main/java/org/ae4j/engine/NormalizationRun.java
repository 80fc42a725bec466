package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Normalization;
import org.ae4j.engine.program.Stage;

/** Batch normalisation: statistics of the batch in training, running ones in use. */
final class NormalizationRun extends StageRun {
    private static final int NORMALIZED = 0;
    /** Squares in the forward pass, products in the backward one. */
    private static final int SCRATCH = 1;

    private static final int MEANS = 2;
    private static final int DEVIATIONS = 3;

    private final Normalization stage;
    private final Weights weights;

    NormalizationRun(int index, Normalization stage, Weights weights) {
        super(index);
        this.stage = stage;
        this.weights = weights;
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

    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        long all = (long) rows * stage.outputs();
        return training ? new long[] {all, all, stage.width(), stage.width()} : super.ownLengths(rows, members, false);
    }

    @Override
    void use(Share share) {
        share.kernels()
                .normalizeRunning(
                        stage, output(share), weights.values(), at(share), pixels(share.rows()), stage.width());
    }

    @Override
    void forward(Share share, long seed) {
        int width = stage.width();
        int all = pixels(share.batchRows());
        int rows = pixels(share.rows());
        Kernels kernels = share.kernels();
        Memory means = own(share, MEANS);
        Memory deviations = own(share, DEVIATIONS);
        share.team().await();
        if (share.member() == 0) { // a few numbers for each column: not worth a share each
            kernels.columnSums(input(share), 0, all, width, width, means, 0);
            kernels.scale(means, 0, width, 1.0 / all);
        }
        share.team().await();
        kernels.centre(input(share), means, own(share, NORMALIZED), own(share, SCRATCH), at(share), rows, width);
        share.team().await();
        if (share.member() == 0) {
            kernels.columnSums(own(share, SCRATCH), 0, all, width, width, deviations, 0);
            kernels.statistics(stage, means, deviations, all, weights.values(), weights.gradients());
        }
        share.team().await();
        kernels.normalize(
                stage, own(share, NORMALIZED), deviations, weights.values(), output(share), at(share), rows, width);
    }

    @Override
    void backward(Share share) {
        int width = stage.width();
        int all = pixels(share.batchRows());
        int rows = pixels(share.rows());
        Kernels kernels = share.kernels();
        Memory d = gradient(share);
        Memory products = own(share, SCRATCH);
        kernels.times(d, own(share, NORMALIZED), products, at(share), rows * width);
        share.team().await();
        if (share.member() == 0) {
            kernels.columnSums(d, 0, all, width, width, weights.gradients(), stage.beta());
            kernels.columnSums(products, 0, all, width, width, weights.gradients(), stage.gamma());
        }
        share.team().await();
        kernels.normalizeGradient(
                stage,
                d,
                own(share, NORMALIZED),
                own(share, DEVIATIONS),
                weights.values(),
                weights.gradients(),
                all,
                at(share),
                rows,
                width);
    }

    private long at(Share share) {
        return (long) share.from() * stage.outputs();
    }

    private int pixels(int rows) {
        return rows * stage.pixels();
    }
}
