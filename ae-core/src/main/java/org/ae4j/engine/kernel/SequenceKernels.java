package org.ae4j.engine.kernel;

import org.ae4j.engine.program.SequenceStage;

/**
 * Rows of a batch to sequences and back, see {@link SequenceStage}: always for {@code rows} rows of the batch from {@code
 * from} on.
 */
public interface SequenceKernels {
    /**
     * Rows to sequences.
     *
     * @param ends gets the steps of each row, from {@code from} on
     */
    void fromRows(SequenceStage.FromRows stage, Memory in, Memory out, int batchRows, int from, int rows, int[] ends);

    /** The gradient of {@link #fromRows}: 0 for what was NaN. */
    void fromRowsGradient(
            SequenceStage.FromRows stage, Memory in, Memory d, Memory before, int batchRows, int from, int rows);

    /** Sequences to rows. */
    void toRows(SequenceStage.ToRows stage, Memory in, Memory out, int batchRows, int from, int rows);

    /** The gradient of {@link #toRows}. */
    void toRowsGradient(SequenceStage.ToRows stage, Memory d, Memory before, int batchRows, int from, int rows);

    /**
     * The last step of sequences.
     *
     * @param ends of the rows, where {@link SequenceStage.LastStep#hasEnds}
     */
    void lastStep(SequenceStage.LastStep stage, Memory in, Memory out, int batchRows, int from, int rows, int[] ends);

    /** The gradient of {@link #lastStep}: 0 for all other steps. */
    void lastStepGradient(
            SequenceStage.LastStep stage, Memory d, Memory before, int batchRows, int from, int rows, int[] ends);

    /** The last step of a row. A row without any counts as one whose first step is all 0. */
    static int last(SequenceStage.LastStep stage, int[] ends, int row) {
        return (stage.hasEnds() ? Math.max(1, ends[row]) : stage.length()) - 1;
    }
}
