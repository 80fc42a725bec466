package org.ae4j.benchmarks;

import java.util.SplittableRandom;

/** Rows in batches, in a new order each epoch. */
final class Epochs {
    private final float[][] rows;
    private final int batchSize;
    private final SplittableRandom random = new SplittableRandom(1);

    Epochs(float[][] rows, int batchSize) {
        this.rows = rows.clone();
        this.batchSize = batchSize;
    }

    /** The mean squared error of the last epoch. */
    double run(Training training, int epochs) {
        double loss = 0;
        for (int epoch = 0; epoch < epochs; epoch++) {
            shuffle();
            loss = epoch(training);
        }
        return loss;
    }

    private double epoch(Training training) {
        double sum = 0;
        for (int from = 0; from < rows.length; from += batchSize) {
            float[][] part = new float[Math.min(batchSize, rows.length - from)][];
            System.arraycopy(rows, from, part, 0, part.length);
            sum += training.step(RowBatch.of(part)) * part.length;
        }
        return sum / rows.length;
    }

    private void shuffle() {
        for (int i = rows.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            float[] row = rows[i];
            rows[i] = rows[other];
            rows[other] = row;
        }
    }
}
