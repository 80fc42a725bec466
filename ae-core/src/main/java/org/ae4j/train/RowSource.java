package org.ae4j.train;

import java.util.Arrays;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;

/** Rows of numbers, all of one width, that batches are gathered from; for one thread. */
public interface RowSource {
    /** How many rows there are. */
    int rows();

    /** How many numbers a row has. */
    int width();

    /** Copies one row into {@code target} from {@code at} on. */
    void copyRow(int row, float[] target, int at);

    /** Whether some numbers of the rows do not count, as those of missing cells. */
    default boolean hasWeights() {
        return false;
    }

    /** Copies the weights of one row's numbers, 0 for one that does not count, into {@code target} from {@code at} on. */
    default void copyWeights(int row, float[] target, int at) {
        Arrays.fill(target, at, at + width(), 1);
    }

    /**
     * Rows as they are.
     *
     * @param rows {@code [rows, width]}, not copied
     */
    static RowSource of(float[][] rows) {
        return new ArrayRows(rows);
    }

    /**
     * Raw rows as the network sees them: scaled once where the result fits into a quarter of the heap and half of what is
     * free of it, else each time that a row is asked for. Missing cells are filled as {@link FittedScaling#transformFilled}
     * does, and have weight 0.
     *
     * @param samples of the scaling's columns
     */
    static RowSource scaled(FittedScaling scaling, Samples samples) {
        RowSource rows = ScaledRows.fit(samples.rows(), scaling.inputs(), ScaledRows.budget(Runtime.getRuntime()))
                ? new ScaledRows(scaling, samples)
                : new RowsToScale(scaling, samples);
        return samples.hasMissing() || samples.schema().isVariable() ? new RowsWithGaps(rows, scaling, samples) : rows;
    }
}
