package org.ae4j.engine;

import org.ae4j.engine.kernel.Gathering;
import org.ae4j.engine.kernel.Gatherings;
import org.ae4j.engine.kernel.GridKernels;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Nonlinearity;

/**
 * What convolutions and deconvolutions share: patches of one grid lie side by side, a few rows' at a time so that they stay
 * in the cache, and products with the weights lead from there to the pixels of the other grid and back.
 *
 * <p>Weights are laid down for each pass, as parameters move. Their gradients are sums over a member's rows, which one member
 * adds up in the order of the members.
 */
abstract class FilteringRun extends StageRun {
    /** Numbers of the patches that lie side by side. */
    private static final int SOME = 1 << 16;

    private static final int PATCHES = 0;
    private static final int LAID = 1;
    private static final int SUMS = 2;
    private static final int BIAS_SUMS = 3;
    private static final int SLOPES = 4;

    private final Filtering stage;
    private final Weights weights;
    private final Gathering patches;
    private final Gathering laying;
    private final int patch;
    private final int places;
    private final int chunk;

    FilteringRun(int index, Filtering stage, Weights weights) {
        super(index);
        this.stage = stage;
        this.weights = weights;
        this.patches = Gatherings.patches(stage.window());
        this.laying = Gatherings.weights(stage);
        this.patch = stage.window().patch();
        this.places = stage.window().places();
        this.chunk = Math.max(1, SOME / (places * patch));
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
        long numbers = (long) members * chunk * places * patch;
        if (weights.turned()) {
            return new long[] {numbers};
        }
        long laid = (long) members * stage.count();
        if (!training) {
            return new long[] {numbers, laid};
        }
        long biases = (long) members * stage.outputChannels();
        long slopes = stage.f().keepsSlope() ? (long) rows * stage.outputs() : 0;
        return new long[] {numbers, laid, laid, biases, slopes};
    }

    @Override
    final void turn(float[] given, Memory parameters) {
        float[] laid = laying.of(given, Math.toIntExact(stage.weights()));
        parameters.write(stage.weights(), laid, 0, laid.length);
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
        if (!weights.turned()) {
            grids(share).gather(laying, weights.values(), stage.weights(), 1, own(share, LAID), weightsAt(share));
        }
        int end = share.from() + share.rows();
        for (int row = share.from(); row < end; row += chunk) {
            int rows = Math.min(chunk, end - row);
            linear(share, row, rows);
            activate(share, row, rows, slopes);
        }
    }

    private void activate(Share share, int row, int rows, Memory slopes) {
        long at = (long) row * stage.outputs();
        int pixels = rows * stage.output().pixels();
        Memory bias = stage.hasBias() ? weights.values() : null;
        share.kernels()
                .activate(stage.f(), output(share), at, pixels, stage.outputChannels(), bias, stage.bias(), slopes);
    }

    /** Some rows of the output from the input, without bias. */
    abstract void linear(Share share, int row, int rows);

    @Override
    final void backward(Share share) {
        backward(share, false);
    }

    @Override
    final void backwardToInput(Share share) {
        backward(share, true);
    }

    private void backward(Share share, boolean toInput) {
        Kernels kernels = share.kernels();
        int n = stage.outputs();
        long at = (long) share.from() * n;
        if (stage.f() != Nonlinearity.IDENTITY) {
            kernels.activationGradient(
                    stage.f(), output(share), own(share, SLOPES), gradient(share), at, share.rows() * n);
        }
        biasGradient(share, at);
        grids(share).clear(own(share, SUMS), weightsAt(share), stage.count());
        int end = share.from() + share.rows();
        for (int row = share.from(); row < end; row += chunk) {
            gradients(share, row, Math.min(chunk, end - row), toInput);
        }
    }

    private void biasGradient(Share share, long at) {
        int width = stage.outputChannels();
        int pixels = share.rows() * stage.output().pixels();
        long to = (long) share.member() * width;
        if (!stage.hasBias()) {
            return;
        }
        if (pixels == 0) {
            grids(share).clear(own(share, BIAS_SUMS), to, width);
        } else {
            share.kernels().columnSums(gradient(share), at, pixels, width, width, own(share, BIAS_SUMS), to);
        }
    }

    /** Adds some rows' gradients of the weights, and gives that of the input if it is asked for. */
    abstract void gradients(Share share, int row, int rows, boolean toInput);

    @Override
    final void inputGradient(Share share) {
        int end = share.from() + share.rows();
        for (int row = share.from(); row < end; row += chunk) {
            inputGradient(share, row, Math.min(chunk, end - row));
        }
    }

    /** Some rows of the gradient with respect to the input. */
    abstract void inputGradient(Share share, int row, int rows);

    /** Lays the patches of some rows of a grid side by side. */
    final void gather(Share share, Memory grid, int row, int rows) {
        grids(share).gather(patches, grid, ofGrid(row), rows, own(share, PATCHES), patchesAt(share));
    }

    /** Some rows of a grid become the sums of the patches. */
    final void scatter(Share share, Memory grid, int row, int rows) {
        grids(share).scatter(patches, own(share, PATCHES), patchesAt(share), rows, grid, ofGrid(row));
    }

    /** pixels = patches · Wᵀ. */
    final void toPixels(Share share, Memory pixels, int row, int rows) {
        Memory from = own(share, PATCHES);
        int n = stage.across();
        share.kernels()
                .multiply(
                        false,
                        true,
                        rows * places,
                        n,
                        patch,
                        from,
                        patchesAt(share),
                        patch,
                        laid(share),
                        laidAt(share),
                        patch,
                        pixels,
                        ofPixels(row),
                        n);
    }

    /** patches = pixels · W. */
    final void toPatches(Share share, Memory pixels, int row, int rows) {
        Memory to = own(share, PATCHES);
        int k = stage.across();
        share.kernels()
                .multiply(
                        false,
                        false,
                        rows * places,
                        patch,
                        k,
                        pixels,
                        ofPixels(row),
                        k,
                        laid(share),
                        laidAt(share),
                        patch,
                        to,
                        patchesAt(share),
                        patch);
    }

    /** Adds pixelsᵀ · patches to the gradient of W. */
    final void addProducts(Share share, Memory pixels, int row, int rows) {
        Memory with = own(share, PATCHES);
        int m = stage.across();
        share.kernels()
                .multiplyAdd(
                        true,
                        false,
                        m,
                        patch,
                        rows * places,
                        pixels,
                        ofPixels(row),
                        m,
                        with,
                        patchesAt(share),
                        patch,
                        own(share, SUMS),
                        weightsAt(share),
                        patch);
    }

    @Override
    final void weights(Share share) {
        if (!isOwner(share)) {
            return;
        }
        int width = stage.outputChannels();
        Memory sums = own(share, SUMS);
        Memory biases = own(share, BIAS_SUMS);
        for (int member = 1; member < share.team().size(); member++) {
            grids(share).add(sums, 0, sums, (long) member * stage.count(), stage.count());
            grids(share).add(biases, 0, biases, (long) member * width, stage.hasBias() ? width : 0);
        }
        grids(share).scatter(laying, sums, 0, 1, weights.gradients(), stage.weights());
        if (stage.hasBias()) {
            grids(share).clear(weights.gradients(), stage.bias(), width);
            grids(share).add(weights.gradients(), stage.bias(), biases, 0, width);
        }
    }

    @Override
    final double move(UpdateStep updates, Share share) {
        return isOwner(share) ? updates.move(share.kernels(), stage.from(), stage.to()) : 0;
    }

    /** Filters are few for the work on them: one member adds up and moves a stage's, another one the next stage's. */
    private boolean isOwner(Share share) {
        return index() % share.team().size() == share.member();
    }

    private Memory laid(Share share) {
        return weights.turned() ? weights.values() : own(share, LAID);
    }

    private long laidAt(Share share) {
        return weights.turned() ? stage.weights() : weightsAt(share);
    }

    private long weightsAt(Share share) {
        return (long) share.member() * stage.count();
    }

    private long patchesAt(Share share) {
        return (long) share.member() * chunk * places * patch;
    }

    private long ofGrid(int row) {
        return (long) row * stage.window().over().size();
    }

    private long ofPixels(int row) {
        return (long) row * places * stage.across();
    }

    private static GridKernels grids(Share share) {
        return share.kernels().grids();
    }
}
