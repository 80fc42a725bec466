package org.ae4j.engine;

import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;

/**
 * The weights of an LSTM's gates.
 *
 * @param values where they are
 * @param from what is at their first place, in the flat view
 * @param turned whether they lie as {@code [inputs, units]}, or else as {@code [units, inputs]}
 */
record LstmMatrices(Memory values, long from, boolean turned) {
    /** xWᵀ of a gate, or that added to z; W is at {@code at} in the flat view. */
    void multiply(
            Kernels kernels,
            boolean adds,
            int rows,
            int units,
            int inputs,
            Memory x,
            long xAt,
            int xWidth,
            long at,
            Memory z,
            long zAt) {
        int width = turned ? units : inputs;
        if (adds) {
            kernels.multiplyAdd(
                    false, !turned, rows, units, inputs, x, xAt, xWidth, values, at - from, width, z, zAt, units);
        } else {
            kernels.multiply(
                    false, !turned, rows, units, inputs, x, xAt, xWidth, values, at - from, width, z, zAt, units);
        }
    }
}
