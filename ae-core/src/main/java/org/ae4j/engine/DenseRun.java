package org.ae4j.engine;

import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Stage;

/** a = f(xWᵀ + b); in front of a loss z = xWᵀ, whose bias is left to the loss. */
final class DenseRun extends StageRun {
    private final Stage.Dense stage;
    private final boolean isLoss;
    private final Weights weights;

    DenseRun(int index, Stage.Dense stage, boolean isLoss, Weights weights) {
        super(index);
        this.stage = stage;
        this.isLoss = isLoss;
        this.weights = weights;
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
        return !stage.readsOutput();
    }

    /** Slopes. */
    @Override
    long[] ownLengths(int rows, int members, boolean training) {
        return training && stage.f().keepsSlope()
                ? new long[] {(long) rows * stage.outputs()}
                : super.ownLengths(rows, members, training);
    }

    /** As {@code [inputs, outputs]}: weights in use change no more, and products with them are faster so. */
    @Override
    void turn(float[] given, Memory parameters) {
        turn(given, stage.weights(), stage.outputs(), stage.inputs(), parameters);
    }

    @Override
    void use(Share share) {
        run(share, null);
    }

    @Override
    void forward(Share share, long seed) {
        run(share, own(share, 0));
    }

    private void run(Share share, Memory slopes) {
        int k = stage.inputs();
        int n = stage.outputs();
        long at = (long) share.from() * n;
        Memory out = output(share);
        share.kernels()
                .multiply(
                        false,
                        !weights.turned(),
                        share.rows(),
                        n,
                        k,
                        input(share),
                        (long) share.from() * k,
                        k,
                        weights.values(),
                        stage.weights(),
                        weights.turned() ? n : k,
                        out,
                        at,
                        n);
        if (!isLoss) {
            Memory bias = stage.hasBias() ? weights.values() : null;
            share.kernels().activate(stage.f(), out, at, share.rows(), n, bias, stage.bias(), slopes);
        }
    }

    @Override
    void backward(Share share) {
        int n = stage.outputs();
        share.kernels()
                .activationGradient(
                        stage.f(),
                        output(share),
                        own(share, 0),
                        gradient(share),
                        (long) share.from() * n,
                        share.rows() * n);
    }

    @Override
    void inputGradient(Share share) {
        int n = stage.outputs();
        int k = stage.inputs();
        share.kernels()
                .multiply(
                        false,
                        false,
                        share.rows(),
                        k,
                        n,
                        gradient(share),
                        (long) share.from() * n,
                        n,
                        weights.values(),
                        stage.weights(),
                        k,
                        gradientBefore(share),
                        (long) share.from() * k,
                        k);
    }

    @Override
    void weights(Share share) {
        int n = stage.outputs();
        int k = stage.inputs();
        int first = share.first(n);
        int count = share.last(n) - first;
        if (count == 0) {
            return;
        }
        Memory d = gradient(share);
        share.kernels()
                .multiply(
                        true,
                        false,
                        count,
                        k,
                        share.batchRows(),
                        d,
                        first,
                        n,
                        input(share),
                        0,
                        k,
                        weights.gradients(),
                        stage.weights() + (long) first * k,
                        k);
        if (stage.hasBias()) {
            share.kernels()
                    .columnSums(d, first, share.batchRows(), n, count, weights.gradients(), stage.bias() + first);
        }
    }

    @Override
    double move(UpdateStep updates, Share share) {
        long first = share.first(stage.outputs());
        long last = share.last(stage.outputs());
        long k = stage.inputs();
        double penalty = updates.move(share.kernels(), stage.weights() + first * k, stage.weights() + last * k);
        return stage.hasBias()
                ? penalty + updates.move(share.kernels(), stage.bias() + first, stage.bias() + last)
                : penalty;
    }
}
