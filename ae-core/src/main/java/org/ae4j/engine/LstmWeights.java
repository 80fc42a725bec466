package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.LstmMemory;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Lstm;

/** The gradients of an LSTM's weights, over all rows and steps; members share its units, each with all gates of its own. */
final class LstmWeights {
    private final Memory gradients;

    LstmWeights(Memory gradients) {
        this.gradients = gradients;
    }

    /** The gradients of the weights of {@code count} units from {@code first} on. */
    void gradients(
            Lstm lstm, LstmBuffers own, Kernels kernels, Memory in, Memory out, int batchRows, int first, int count) {
        if (count == 0) {
            return;
        }
        for (int direction = 0; direction < lstm.directions(); direction++) {
            LstmMemory memory = own.directions().get(direction);
            for (int gate = 0; gate < Lstm.GATES; gate++) {
                ofInput(lstm, direction, gate, memory, kernels, in, batchRows, first, count);
                ofOutput(lstm, direction, gate, memory, kernels, out, batchRows, first, count);
            }
        }
    }

    private void ofInput(
            Lstm lstm,
            int direction,
            int gate,
            LstmMemory memory,
            Kernels kernels,
            Memory in,
            int batchRows,
            int first,
            int count) {
        int k = lstm.inputs();
        int n = lstm.units();
        int rows = lstm.repeated() ? batchRows : lstm.length() * batchRows;
        Memory d = lstm.repeated() ? memory.repeatedGradients() : memory.gateGradients();
        long at = gate * (lstm.repeated() ? memory.repeatedStride() : memory.stride()) + first;
        long unit = (long) gate * n + first;
        long weights = lstm.weights(direction) + unit * k;
        kernels.multiply(true, false, count, k, rows, d, at, n, in, 0, k, gradients, weights, k);
        kernels.columnSums(d, at, rows, n, count, gradients, lstm.bias(direction) + unit);
    }

    /** Each step's gradients with the output of the step before it, which lies as far in front of it or behind it. */
    private void ofOutput(
            Lstm lstm,
            int direction,
            int gate,
            LstmMemory memory,
            Kernels kernels,
            Memory out,
            int batchRows,
            int first,
            int count) {
        int n = lstm.units();
        long weights = lstm.recurrentWeights(direction) + ((long) gate * n + first) * n;
        if (lstm.length() == 1) {
            kernels.sequences().zero(gradients, weights, count * n);
            return;
        }
        long d = gate * memory.stride() + (direction == 0 ? (long) batchRows * n : 0) + first;
        long h = (direction == 0 ? 0 : (long) batchRows * lstm.outputs()) + (long) direction * n;
        int rows = (lstm.length() - 1) * batchRows;
        kernels.multiply(
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

    /** Moves the parameters of {@code count} units from {@code first} on; their penalty before. */
    static double move(Lstm lstm, UpdateStep updates, Kernels kernels, int first, int count) {
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
