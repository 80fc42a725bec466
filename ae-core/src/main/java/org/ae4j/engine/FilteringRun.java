package org.ae4j.engine;

import org.ae4j.engine.kernel.Convolver;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Filtering;

/**
 * What convolutions and deconvolutions share. The gradients of their weights, unlike those of a dense layer, are sums over a
 * member's rows, which one member adds up in the order of the members: filters are few for the work that they make.
 */
abstract class FilteringRun extends StageRun {
    /** Rows that go through together, so that what follows finds them in the cache. */
    private static final int SOME = 32;

    private static final int SUMS = 0;
    private static final int BIAS_SUMS = 1;
    private static final int SLOPES = 2;

    private final Filtering stage;
    private final Weights weights;

    FilteringRun(int index, Filtering stage, Weights weights) {
        super(index);
        this.stage = stage;
        this.weights = weights;
    }

    @Override
    final Filtering stage() {
        return stage;
    }

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
        return !stage.readsOutput();
    }

    @Override
    final long[] ownLengths(int rows, int members, boolean training) {
        if (!training) {
            return super.ownLengths(rows, members, false);
        }
        long slopes = stage.f().keepsSlope() ? (long) rows * stage.outputs() : 0;
        return new long[] {(long) members * stage.count(), (long) members * stage.outputChannels(), slopes};
    }

    @Override
    final void use(Share share) {
        forward(share, null);
    }

    @Override
    final void forward(Share share, long seed) {
        forward(share, own(share, SLOPES));
    }

    private void forward(Share share, Memory slopes) {
        Convolver convolver = convolver(share);
        convolver.weights(weights.values(), weights.turned());
        int width = stage.outputChannels();
        Memory bias = stage.hasBias() ? weights.values() : null;
        int end = share.from() + share.rows();
        for (int row = share.from(); row < end; row += SOME) {
            int rows = Math.min(SOME, end - row);
            linear(convolver, input(share), output(share), row, rows);
            share.kernels()
                    .activate(stage.f(), output(share), at(row), pixels(rows), width, bias, stage.bias(), slopes);
        }
    }

    /** Some rows of the output from the input, without bias. */
    abstract void linear(Convolver convolver, Memory input, Memory output, int row, int rows);

    @Override
    final void backward(Share share) {
        backward(share, null);
    }

    @Override
    final void backwardToInput(Share share) {
        backward(share, gradientBefore(share));
    }

    private void backward(Share share, Memory before) {
        Convolver convolver = convolver(share);
        Memory d = gradient(share);
        convolver.clearGradient();
        share.kernels().grids().clear(own(share, BIAS_SUMS), biasAt(share), stage.outputChannels());
        int end = share.from() + share.rows();
        for (int row = share.from(); row < end; row += SOME) {
            int rows = Math.min(SOME, end - row);
            activationGradient(share, row, rows);
            addGradient(convolver, input(share), d, row, rows);
            if (before != null) {
                inputGradient(convolver, d, before, row, rows);
            }
        }
        convolver.readGradient(own(share, SUMS), (long) share.member() * stage.count());
    }

    private void activationGradient(Share share, int row, int rows) {
        int width = stage.outputChannels();
        Memory d = gradient(share);
        int count = pixels(rows) * width;
        share.kernels().activationGradient(stage.f(), output(share), own(share, SLOPES), d, at(row), count);
        if (stage.hasBias()) {
            share.kernels()
                    .grids()
                    .addColumnSums(d, at(row), pixels(rows), width, own(share, BIAS_SUMS), biasAt(share));
        }
    }

    /** Adds some rows' gradients of the weights. */
    abstract void addGradient(Convolver convolver, Memory input, Memory gradient, int row, int rows);

    @Override
    final void inputGradient(Share share) {
        inputGradient(convolver(share), gradient(share), gradientBefore(share), share.from(), share.rows());
    }

    /** Some rows of the gradient with respect to the input. */
    abstract void inputGradient(Convolver convolver, Memory gradient, Memory before, int row, int rows);

    @Override
    final void weights(Share share) {
        if (!isOwner(share)) {
            return;
        }
        sum(share, own(share, SUMS), stage.count(), stage.weights());
        if (stage.hasBias()) {
            sum(share, own(share, BIAS_SUMS), stage.outputChannels(), stage.bias());
        }
    }

    private void sum(Share share, Memory sums, int count, long to) {
        share.kernels().grids().clear(weights.gradients(), to, count);
        for (int member = 0; member < share.team().size(); member++) {
            share.kernels().grids().add(weights.gradients(), to, sums, (long) member * count, count);
        }
    }

    @Override
    final double move(UpdateStep updates, Share share) {
        return isOwner(share) ? updates.move(share.kernels(), stage.from(), stage.to()) : 0;
    }

    /** One member adds up and moves a stage's weights, another one the next stage's. */
    private boolean isOwner(Share share) {
        return index() % share.team().size() == share.member();
    }

    private Convolver convolver(Share share) {
        return share.kernels().grids().convolver(index(), stage);
    }

    private long at(int row) {
        return (long) row * stage.outputs();
    }

    private int pixels(int rows) {
        return rows * (stage.outputs() / stage.outputChannels());
    }

    private long biasAt(Share share) {
        return (long) share.member() * stage.outputChannels();
    }
}
