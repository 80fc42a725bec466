package org.ae4j.cli;

import org.ae4j.train.EpochResult;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingStart;

/** The time that training steps take, without start-up and validation. */
final class StepClock implements TrainingListener {
    private long mark;
    private long last;
    private long nanos;
    private long rows;
    private int trainRows;

    @Override
    public void onStart(TrainingStart start) {
        trainRows = start.trainRows();
        mark = System.nanoTime();
    }

    @Override
    public void onStep(int epoch, int step, double loss) {
        last = System.nanoTime();
    }

    @Override
    public void onEpoch(EpochResult result) {
        nanos += last - mark;
        rows += trainRows;
        mark = System.nanoTime();
    }

    double rowsPerSecond() {
        return rows / (nanos / 1e9);
    }
}
