package org.ae4j.train;

/**
 * Watches runs; called on the training thread, between steps. With pretraining each layer is a run of its own, before that of
 * the whole.
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
}
