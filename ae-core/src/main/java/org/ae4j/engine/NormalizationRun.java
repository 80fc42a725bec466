package org.ae4j.engine;

import org.ae4j.engine.kernel.GridKernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.kernel.NormalizationKernels;
import org.ae4j.engine.program.Normalization;
import org.ae4j.engine.program.Stage;

/**
 * Batch normalisation and the activation behind it: statistics of the batch in training, running ones in use. Each member
 * puts together all members' sums for itself, in their order, so that they meet but once in each direction.
 */
final class NormalizationRun extends StageRun {
    /** Of each member's rows: moments, and sums of gradients. */
    private static final int OF_ROWS = 0;
    /** Of the batch, for each member. */
    private static final int OF_BATCH = 1;

    private static final int SLOPES = 2;
    /** Numbers of a column in either: two moments, and two sums of gradients behind those of all columns. */
    private static final int MOMENTS = 2;

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
        if (!training) {
            return super.ownLengths(rows, members, false);
        }
        long ofColumns = 2L * MOMENTS * stage.width() * members;
        return new long[] {ofColumns, ofColumns, stage.f().keepsSlope() ? (long) rows * stage.outputs() : 0};
    }

    @Override
    void use(Share share) {
        Memory x = output(share);
        normalization(share).running(stage, x, weights.values(), x, null, at(share), pixels(share.rows()));
    }

    @Override
    void forward(Share share, long seed) {
        int rows = pixels(share.rows());
        int width = stage.width();
        NormalizationKernels kernels = normalization(share);
        kernels.addMoments(width, input(share), at(share), rows, own(share, OF_ROWS), moments(share.member()), 0);
        share.team().await();
        Memory all = own(share, OF_BATCH);
        long own = moments(share.member());
        int before = 0;
        for (int member = 0; member < share.team().size(); member++) {
            int count = pixels(share.rowsOf(member));
            kernels.mergeMoments(width, all, own, before, own(share, OF_ROWS), moments(member), count);
            before += count;
        }
        Memory gradients = share.member() == 0 ? weights.gradients() : null;
        kernels.statistics(stage, all, own, before, weights.values(), gradients);
        kernels.normalize(
                stage, input(share), all, own, weights.values(), output(share), own(share, SLOPES), at(share), rows);
    }

    @Override
    void backward(Share share) {
        int rows = pixels(share.rows());
        long sums = sums(share.member());
        Memory all = own(share, OF_BATCH);
        GridKernels grids = share.kernels().grids();
        grids.clear(own(share, OF_ROWS), sums, MOMENTS * stage.width());
        normalization(share)
                .gradientSums(
                        stage,
                        gradient(share),
                        input(share),
                        all,
                        moments(share.member()),
                        output(share),
                        own(share, SLOPES),
                        at(share),
                        rows,
                        own(share, OF_ROWS),
                        sums);
        share.team().await();
        addSums(share, all, sums);
        if (share.member() == 0) {
            addSums(share, weights.gradients(), stage.gamma());
        }
        normalization(share)
                .gradient(
                        stage,
                        gradient(share),
                        input(share),
                        all,
                        moments(share.member()),
                        weights.values(),
                        all,
                        sums,
                        pixels(share.batchRows()),
                        at(share),
                        rows);
    }

    /** All members' sums; those of γ and β lie as their gradients do. */
    private void addSums(Share share, Memory to, long at) {
        int count = MOMENTS * stage.width();
        GridKernels grids = share.kernels().grids();
        grids.clear(to, at, count);
        for (int member = 0; member < share.team().size(); member++) {
            grids.add(to, at, own(share, OF_ROWS), sums(member), count);
        }
    }

    private NormalizationKernels normalization(Share share) {
        return share.kernels().normalization();
    }

    private long moments(int member) {
        return 2L * MOMENTS * stage.width() * member;
    }

    private long sums(int member) {
        return moments(member) + (long) MOMENTS * stage.width();
    }

    private long at(Share share) {
        return (long) share.from() * stage.outputs();
    }

    private int pixels(int rows) {
        return rows * stage.pixels();
    }
}
