package org.ae4j.engine.kernel;

/** The element-wise part of an LSTM's step for some rows, see {@link org.ae4j.engine.program.Lstm}. */
public interface LstmKernels {
    /**
     * Gates, cells and output of a step from its z.
     *
     * @param at where the rows lie in a block of the gates; there they are in the cells as well
     * @param before where the cells of the step before lie; −1 for none, which counts as 0
     * @param row the first of the rows: where they lie in {@link LstmMemory#repeated}
     * @param bias added to z, four blocks of {@code units} numbers; null where it is in {@link LstmMemory#repeated}
     * @param output gets h
     * @param outputWidth numbers between rows of the output
     */
    void forward(
            LstmMemory memory,
            long at,
            long before,
            int row,
            int rows,
            Memory bias,
            long biasAt,
            Memory output,
            long outputAt,
            int outputWidth);

    /**
     * Gradients of z from that of the output, and what the step hands on to the one before it.
     *
     * @param at as in {@link #forward}
     * @param before as in {@link #forward}
     * @param row the first of the rows
     * @param isLast whether no step handed anything on to this one
     * @param d with respect to h, what came through the next step's z included
     * @param dWidth numbers between rows of d
     */
    void backward(
            LstmMemory memory, long at, long before, int row, int rows, boolean isLast, Memory d, long dAt, int dWidth);

    /** Copies a matrix {@code [rows, columns]} as {@code [columns, rows]}. */
    void turn(Memory from, long at, int rows, int columns, Memory to, long toAt);
}
