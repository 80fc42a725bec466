package org.ae4j.train;

import java.nio.file.Path;

/**
 * Watches runs; called on the training thread, between steps. With pretraining each layer is a run of its own, before
 * that of the whole.
 */
public interface TrainingListener {
    /** Before the first step. */
    default void onStart(TrainingStart start) {}

    /**
     * After a step.
     *
     * @param epoch counted from 1
     * @param step within the epoch, counted from 1
     * @param loss mean loss of a row of the batch before the step
     */
    default void onStep(int epoch, int step, double loss) {}

    /** After an epoch and its validation. */
    default void onEpoch(EpochResult result) {}

    /** After the last epoch. */
    default void onEnd(History history) {}

    /** Writes a line per epoch to SLF4J, level info. */
    static TrainingListener logging() {
        return new LoggingListener();
    }

    /**
     * Writes a CSV file that grows by a line an epoch: run (counted from 1, as restarts and pretrained layers are runs
     * of their own), epoch, trainLoss, validationLoss, learningRate, and a column for each {@link
     * org.ae4j.layer.LossPart}; all but the first three are empty where there is none.
     *
     * @param file a new one; training fails at its start if it exists or cannot be written
     */
    static TrainingListener csv(Path file) {
        return new CsvLog(file);
    }

    /**
     * Tells Java's flight recorder ({@code java -XX:StartFlightRecording}): an event {@code org.ae4j.Training} a run
     * and {@code org.ae4j.Epoch} an epoch, with their durations.
     */
    static TrainingListener flightRecorder() {
        return new FlightRecorder();
    }
}
