package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.LstmMemory;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Lstm;

/** The gradients of an LSTM's weights, over all rows and steps; members share its units, each with all gates of its own. */
final class LstmWeights {
    private final Lstm lstm;
    private final Memory gradients;

    LstmWeights(Lstm lstm, Memory gradients) {
        this.lstm = lstm;
        this.gradients = gradients;
    }

    /** The gradients of the weights of the member's units. */
    void gradients(LstmBuffers own, Share share, Memory in, Memory out) {
        int first = share.first(lstm.units());
        int count = share.last(lstm.units()) - first;
        if (count == 0) {
            return;
        }
        for (int direction = 0; direction < lstm.directions(); direction++) {
            LstmMemory memory = own.directions().get(direction);
            for (int gate = 0; gate < Lstm.GATES; gate++) {
                ofInput(direction, gate, memory, share, in, first, count);
                ofOutput(direction, gate, memory, share, out, first, count);
            }
        }
    }

    private void ofInput(int direction, int gate, LstmMemory memory, Share share, Memory in, int first, int count) {
        int k = lstm.inputs();
        int n = lstm.units();
        int rows = lstm.repeated() ? share.batchRows() : lstm.length() * share.batchRows();
        Memory d = lstm.repeated() ? memory.repeatedGradients() : memory.gateGradients();
        long at = gate * (lstm.repeated() ? memory.repeatedStride() : memory.stride()) + first;
        long unit = (long) gate * n + first;
        long weights = lstm.weights(direction) + unit * k;
        share.kernels().multiply(true, false, count, k, rows, d, at, n, in, 0, k, gradients, weights, k);
        share.kernels().columnSums(d, at, rows, n, count, gradients, lstm.bias(direction) + unit);
    }

    /** Each step's gradients with the output of the step before it, which lies as far in front of it or behind it. */
    private void ofOutput(int direction, int gate, LstmMemory memory, Share share, Memory out, int first, int count) {
        int n = lstm.units();
        long weights = lstm.recurrentWeights(direction) + ((long) gate * n + first) * n;
        if (lstm.length() == 1) {
            share.kernels().grids().clear(gradients, weights, count * n);
            return;
        }
        long d = gate * memory.stride() + (direction == 0 ? (long) share.batchRows() * n : 0) + first;
        long h = (direction == 0 ? 0 : (long) share.batchRows() * lstm.outputs()) + (long) direction * n;
        int rows = (lstm.length() - 1) * share.batchRows();
        share.kernels()
                .multiply(
                        true,
                        false,
                        count,
                        n,
                        rows,
                        memory.gateGradients(),
                        d,
                        n,
                        out,
                        h,
                        lstm.outputs(),
                        gradients,
                        weights,
                        n);
    }

    /** Moves the parameters of the member's units; their penalty before. */
    double move(UpdateStep updates, Share share) {
        Kernels kernels = share.kernels();
        int first = share.first(lstm.units());
        int count = share.last(lstm.units()) - first;
        double penalty = 0;
        for (int direction = 0; direction < lstm.directions(); direction++) {
            for (int gate = 0; gate < Lstm.GATES; gate++) {
                long unit = (long) gate * lstm.units() + first;
                penalty += move(updates, kernels, lstm.weights(direction), lstm.inputs(), unit, count);
                penalty += move(updates, kernels, lstm.recurrentWeights(direction), lstm.units(), unit, count);
                penalty += move(updates, kernels, lstm.bias(direction), 1, unit, count);
            }
        }
        return penalty;
    }

    private static double move(UpdateStep updates, Kernels kernels, long at, int width, long first, int count) {
        return updates.move(kernels, at + first * width, at + (first + count) * width);
    }
}
