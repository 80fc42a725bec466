package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.LstmMemory;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Lstm;
import org.ae4j.engine.program.Nonlinearity;

/**
 * Forward and backward of an LSTM: products of whole matrices around the steps, one product of each gate a step within. The
 * rows of a member's share are neighbours in each step; where they are all rows, the steps are neighbours, too.
 */
final class LstmStages {
    private final Lstm lstm;
    private final Memory parameters;
    private final LstmMatrices given;

    LstmStages(Lstm lstm, Weights weights) {
        this.lstm = lstm;
        this.parameters = weights.values();
        this.given = new LstmMatrices(parameters, 0, weights.turned());
    }

    /** Turns a member's share of the matrices into the buffers: products of many steps with turned ones are faster. */
    void turn(LstmBuffers own, Kernels kernels, int member, int members) {
        int k = lstm.inputs();
        int n = lstm.units();
        for (int i = member; i < lstm.directions() * Lstm.GATES; i += members) {
            long unit = (long) i % Lstm.GATES * n;
            long ofInput = lstm.weights(i / Lstm.GATES) + unit * k;
            long ofOutput = lstm.recurrentWeights(i / Lstm.GATES) + unit * n;
            kernels.lstm().turn(parameters, ofInput, n, k, own.turned().values(), ofInput - lstm.at());
            kernels.lstm().turn(parameters, ofOutput, n, n, own.turned().values(), ofOutput - lstm.at());
        }
    }

    /**
     * Outputs of the share's rows.
     *
     * @param copied whether to take the weights that {@link #turn} laid down, or else the parameters
     */
    void forward(LstmBuffers own, boolean copied, Share share, Memory in, Memory out) {
        LstmMatrices matrices = copied ? own.turned() : given;
        Kernels kernels = share.kernels();
        int batchRows = share.batchRows();
        int from = share.from();
        int rows = share.rows();
        for (int direction = 0; direction < lstm.directions(); direction++) {
            LstmMemory memory = own.directions().get(direction);
            boolean isWhole = own.isKept() && rows == batchRows;
            if (lstm.repeated()) {
                repeated(matrices, direction, memory, kernels, in, from, rows);
            } else if (isWhole) {
                inputs(matrices, direction, memory, kernels, in, 0, 0, lstm.length() * rows);
            }
            for (int i = 0; i < lstm.length(); i++) {
                int step = direction == 0 ? i : lstm.length() - 1 - i;
                int before = direction == 0 ? step - 1 : step + 1;
                long at = own.place(lstm, batchRows, step, from);
                if (!lstm.repeated() && !isWhole) {
                    inputs(matrices, direction, memory, kernels, in, (long) step * batchRows + from, at, rows);
                }
                if (i > 0) {
                    long last = ((long) before * batchRows + from) * lstm.outputs() + (long) direction * lstm.units();
                    recurrent(matrices, direction, memory, kernels, out, last, at, rows);
                } else if (lstm.repeated()) {
                    clear(memory, kernels, at, rows);
                }
                kernels.lstm()
                        .forward(
                                memory,
                                at,
                                i == 0 ? -1 : own.place(lstm, batchRows, before, from),
                                from,
                                rows,
                                lstm.repeated() ? null : parameters,
                                lstm.bias(direction),
                                out,
                                ((long) step * batchRows + from) * lstm.outputs() + (long) direction * lstm.units(),
                                lstm.outputs());
            }
        }
    }

    /** z = xWᵀ of some rows. */
    private void inputs(
            LstmMatrices matrices,
            int direction,
            LstmMemory memory,
            Kernels kernels,
            Memory in,
            long row,
            long at,
            int rows) {
        int k = lstm.inputs();
        int n = lstm.units();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long w = lstm.weights(direction) + (long) gate * n * k;
            long z = gate * memory.stride() + at;
            matrices.multiply(kernels, false, rows, n, k, in, row * k, k, w, memory.gates(), z);
        }
    }

    /** What the same input adds to z at all steps: xWᵀ + b. */
    private void repeated(
            LstmMatrices matrices, int direction, LstmMemory memory, Kernels kernels, Memory in, int from, int rows) {
        int k = lstm.inputs();
        int n = lstm.units();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long w = lstm.weights(direction) + (long) gate * n * k;
            long sum = gate * memory.repeatedStride() + (long) from * n;
            matrices.multiply(kernels, false, rows, n, k, in, (long) from * k, k, w, memory.repeated(), sum);
            long bias = lstm.bias(direction) + (long) gate * n;
            kernels.activate(Nonlinearity.IDENTITY, memory.repeated(), sum, rows, n, parameters, bias, null);
        }
    }

    /** z = z + hRᵀ, where z is there from the step's input, or else z = hRᵀ. */
    private void recurrent(
            LstmMatrices matrices,
            int direction,
            LstmMemory memory,
            Kernels kernels,
            Memory out,
            long last,
            long at,
            int rows) {
        int n = lstm.units();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long r = lstm.recurrentWeights(direction) + (long) gate * n * n;
            long z = gate * memory.stride() + at;
            boolean adds = !lstm.repeated();
            matrices.multiply(kernels, adds, rows, n, n, out, last, lstm.outputs(), r, memory.gates(), z);
        }
    }

    private void clear(LstmMemory memory, Kernels kernels, long at, int rows) {
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            kernels.grids().clear(memory.gates(), gate * memory.stride() + at, rows * lstm.units());
        }
    }

    /**
     * Gradients of z of the share's rows.
     *
     * @param d with respect to the output; what comes through later steps is added to it
     */
    void backward(LstmBuffers own, Share share, Memory d) {
        Kernels kernels = share.kernels();
        int batchRows = share.batchRows();
        int from = share.from();
        int rows = share.rows();
        for (int direction = 0; direction < lstm.directions(); direction++) {
            LstmMemory memory = own.directions().get(direction);
            for (int i = lstm.length() - 1; i >= 0; i--) {
                int step = direction == 0 ? i : lstm.length() - 1 - i;
                int before = direction == 0 ? step - 1 : step + 1;
                int after = direction == 0 ? step + 1 : step - 1;
                long ofOutput = ((long) step * batchRows + from) * lstm.outputs() + (long) direction * lstm.units();
                boolean isLast = i == lstm.length() - 1;
                if (!isLast) {
                    long later = own.place(lstm, batchRows, after, from);
                    recurrentGradient(direction, memory, kernels, later, d, ofOutput, rows);
                }
                kernels.lstm()
                        .backward(
                                memory,
                                own.place(lstm, batchRows, step, from),
                                i == 0 ? -1 : own.place(lstm, batchRows, before, from),
                                from,
                                rows,
                                isLast,
                                d,
                                ofOutput,
                                lstm.outputs());
            }
        }
    }

    private void recurrentGradient(
            int direction, LstmMemory memory, Kernels kernels, long at, Memory d, long ofOutput, int rows) {
        int n = lstm.units();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long weights = lstm.recurrentWeights(direction) + (long) gate * n * n;
            long ofZ = gate * memory.stride() + at;
            kernels.multiplyAdd(
                    false,
                    false,
                    rows,
                    n,
                    n,
                    memory.gateGradients(),
                    ofZ,
                    n,
                    parameters,
                    weights,
                    n,
                    d,
                    ofOutput,
                    lstm.outputs());
        }
    }

    /** The gradient with respect to the share's rows of the input, after {@link #backward}. */
    void inputGradient(LstmBuffers own, Share share, Memory before) {
        int steps = lstm.repeated() ? 1 : lstm.length();
        int pieces = share.pieces(steps);
        int rows = share.rows() * steps / pieces;
        for (int i = 0; i < pieces; i++) {
            long row = (long) i * share.batchRows() + share.from();
            for (int direction = 0; direction < lstm.directions(); direction++) {
                LstmMemory memory = own.directions().get(direction);
                for (int gate = 0; gate < Lstm.GATES; gate++) {
                    boolean adds = direction + gate > 0;
                    inputGradient(direction, gate, memory, share.kernels(), row, rows, adds, before);
                }
            }
        }
    }

    private void inputGradient(
            int direction,
            int gate,
            LstmMemory memory,
            Kernels kernels,
            long row,
            int rows,
            boolean adds,
            Memory before) {
        int k = lstm.inputs();
        int n = lstm.units();
        Memory d = lstm.repeated() ? memory.repeatedGradients() : memory.gateGradients();
        long at = gate * (lstm.repeated() ? memory.repeatedStride() : memory.stride()) + row * n;
        long weights = lstm.weights(direction) + (long) gate * n * k;
        if (adds) {
            kernels.multiplyAdd(false, false, rows, k, n, d, at, n, parameters, weights, k, before, row * k, k);
        } else {
            kernels.multiply(false, false, rows, k, n, d, at, n, parameters, weights, k, before, row * k, k);
        }
    }
}
