package org.ae4j.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Uniform rows in [0, 1), the same in every process. */
public final class SyntheticRows {
    private static final long SEED = 42;

    private SyntheticRows() {}

    /** {@code [rows, width]}. */
    public static float[][] rows(int rows, int width) {
        var random = new SplittableRandom(SEED);
        float[][] values = new float[rows][width];
        for (float[] row : values) {
            for (int j = 0; j < width; j++) {
                row[j] = random.nextFloat();
            }
        }
        return values;
    }

    /** The pool of rows of a workload, cut into its batches; what does not fill the last one is left out. */
    public static RowBatch[] batches(Workload workload) {
        int size = workload.batchSize();
        float[][] rows = rows(Workload.ROWS, workload.trained().inputs());
        RowBatch[] batches = new RowBatch[rows.length / size];
        Arrays.setAll(batches, i -> RowBatch.of(Arrays.copyOfRange(rows, i * size, (i + 1) * size)));
        return batches;
    }
}
