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
    /** How the weights of each gate lie: products with turned ones are faster. */
    enum Weights {
        /** As {@code [units, inputs]}. */
        PLAIN,
        /** As {@code [inputs, units]}. */
        TURNED,
        /** As {@code [inputs, units]} in the copy that {@link #turn} makes. */
        COPIED
    }

    private final Memory parameters;
    private final Weights weights;

    LstmStages(Memory parameters, Weights weights) {
        this.parameters = parameters;
        this.weights = weights;
    }

    /** Turns a member's share of the matrices, for a forward pass of all members with {@link Weights#COPIED}. */
    void turn(Lstm lstm, LstmBuffers own, Kernels kernels, int member, int members) {
        int k = lstm.inputs();
        int n = lstm.units();
        for (int i = member; i < lstm.directions() * Lstm.GATES; i += members) {
            long unit = (long) i % Lstm.GATES * n;
            long ofInput = lstm.weights(i / Lstm.GATES) + unit * k;
            long ofOutput = lstm.recurrentWeights(i / Lstm.GATES) + unit * n;
            kernels.lstm().turn(parameters, ofInput, n, k, own.turned(), ofInput - lstm.at());
            kernels.lstm().turn(parameters, ofOutput, n, n, own.turned(), ofOutput - lstm.at());
        }
    }

    /**
     * xWᵀ of a gate.
     *
     * @param at where its weights lie in the flat view
     */
    private void multiply(
            Lstm lstm,
            LstmBuffers own,
            Kernels kernels,
            boolean adds,
            int rows,
            int inputs,
            Memory x,
            long xAt,
            int xWidth,
            long at,
            Memory z,
            long zAt) {
        int n = lstm.units();
        boolean isCopied = weights == Weights.COPIED;
        boolean isPlain = weights == Weights.PLAIN;
        Memory w = isCopied ? own.turned() : parameters;
        long wAt = isCopied ? at - lstm.at() : at;
        int wWidth = isPlain ? inputs : n;
        if (adds) {
            kernels.addProduct(false, isPlain, rows, n, inputs, x, xAt, xWidth, w, wAt, wWidth, z, zAt, n);
        } else {
            kernels.multiply(false, isPlain, rows, n, inputs, x, xAt, xWidth, w, wAt, wWidth, z, zAt, n);
        }
    }

    /** Outputs of some rows. */
    void forward(
            Lstm lstm, LstmBuffers own, Kernels kernels, Memory in, Memory out, int batchRows, int from, int rows) {
        for (int direction = 0; direction < lstm.directions(); direction++) {
            LstmMemory memory = own.directions().get(direction);
            boolean isWhole = own.isKept() && rows == batchRows;
            if (lstm.repeated()) {
                repeated(lstm, own, direction, kernels, in, from, rows);
            } else if (isWhole) {
                inputs(lstm, own, direction, kernels, in, 0, 0, lstm.length() * rows);
            }
            for (int i = 0; i < lstm.length(); i++) {
                int step = direction == 0 ? i : lstm.length() - 1 - i;
                int before = direction == 0 ? step - 1 : step + 1;
                long at = own.place(lstm, batchRows, step, from);
                if (!lstm.repeated() && !isWhole) {
                    inputs(lstm, own, direction, kernels, in, (long) step * batchRows + from, at, rows);
                }
                if (i > 0) {
                    long last = ((long) before * batchRows + from) * lstm.outputs() + (long) direction * lstm.units();
                    recurrent(lstm, own, direction, kernels, out, last, at, rows);
                } else if (lstm.repeated()) {
                    clear(lstm, memory, kernels, at, rows);
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
            Lstm lstm, LstmBuffers own, int direction, Kernels kernels, Memory in, long row, long at, int rows) {
        LstmMemory memory = own.directions().get(direction);
        int k = lstm.inputs();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long w = lstm.weights(direction) + (long) gate * lstm.units() * k;
            long z = gate * memory.stride() + at;
            multiply(lstm, own, kernels, false, rows, k, in, row * k, k, w, memory.gates(), z);
        }
    }

    /** What the same input adds to z at all steps: xWᵀ + b. */
    private void repeated(Lstm lstm, LstmBuffers own, int direction, Kernels kernels, Memory in, int from, int rows) {
        LstmMemory memory = own.directions().get(direction);
        int k = lstm.inputs();
        int n = lstm.units();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long w = lstm.weights(direction) + (long) gate * n * k;
            long sum = gate * memory.repeatedStride() + (long) from * n;
            multiply(lstm, own, kernels, false, rows, k, in, (long) from * k, k, w, memory.repeated(), sum);
            long bias = lstm.bias(direction) + (long) gate * n;
            kernels.activate(Nonlinearity.IDENTITY, memory.repeated(), sum, rows, n, parameters, bias, null);
        }
    }

    /** z = z + hRᵀ, where z is there from the step's input, or else z = hRᵀ. */
    private void recurrent(
            Lstm lstm, LstmBuffers own, int direction, Kernels kernels, Memory out, long last, long at, int rows) {
        LstmMemory memory = own.directions().get(direction);
        int n = lstm.units();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long r = lstm.recurrentWeights(direction) + (long) gate * n * n;
            long z = gate * memory.stride() + at;
            boolean adds = !lstm.repeated();
            multiply(lstm, own, kernels, adds, rows, n, out, last, lstm.outputs(), r, memory.gates(), z);
        }
    }

    private static void clear(Lstm lstm, LstmMemory memory, Kernels kernels, long at, int rows) {
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            kernels.sequences().zero(memory.gates(), gate * memory.stride() + at, rows * lstm.units());
        }
    }

    /**
     * Gradients of z of some rows.
     *
     * @param d with respect to the output; what comes through later steps is added to it
     */
    void backward(Lstm lstm, LstmBuffers own, Kernels kernels, Memory d, int batchRows, int from, int rows) {
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
                    recurrentGradient(lstm, direction, memory, kernels, later, d, ofOutput, rows);
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
            Lstm lstm, int direction, LstmMemory memory, Kernels kernels, long at, Memory d, long ofOutput, int rows) {
        int n = lstm.units();
        for (int gate = 0; gate < Lstm.GATES; gate++) {
            long weights = lstm.recurrentWeights(direction) + (long) gate * n * n;
            long ofZ = gate * memory.stride() + at;
            kernels.addProduct(
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

    /** The gradient with respect to the input of some rows, after {@link #backward}. */
    void inputGradient(Lstm lstm, LstmBuffers own, Kernels kernels, Memory before, int batchRows, int from, int rows) {
        int steps = lstm.repeated() ? 1 : lstm.length();
        int pieces = SequenceStages.pieces(steps, batchRows, rows);
        for (int piece = 0; piece < pieces; piece++) {
            long row = (long) piece * batchRows + from;
            int count = rows * steps / pieces;
            for (int direction = 0; direction < lstm.directions(); direction++) {
                LstmMemory memory = own.directions().get(direction);
                for (int gate = 0; gate < Lstm.GATES; gate++) {
                    boolean adds = direction + gate > 0;
                    inputGradient(lstm, direction, gate, memory, kernels, adds, before, row, count);
                }
            }
        }
    }

    private void inputGradient(
            Lstm lstm,
            int direction,
            int gate,
            LstmMemory memory,
            Kernels kernels,
            boolean adds,
            Memory before,
            long row,
            int rows) {
        int k = lstm.inputs();
        int n = lstm.units();
        Memory d = lstm.repeated() ? memory.repeatedGradients() : memory.gateGradients();
        long at = gate * (lstm.repeated() ? memory.repeatedStride() : memory.stride()) + row * n;
        long weights = lstm.weights(direction) + (long) gate * n * k;
        if (adds) {
            kernels.addProduct(false, false, rows, k, n, d, at, n, parameters, weights, k, before, row * k, k);
        } else {
            kernels.multiply(false, false, rows, k, n, d, at, n, parameters, weights, k, before, row * k, k);
        }
    }
}
