package org.ae4j.engine;

/** Trains one network step by step; for one thread. */
public interface TrainingEngine extends AutoCloseable {
    /** The name that results carry, such as {@code "dl4j"}. */
    String name();

    /**
     * One update of the parameters.
     *
     * @return the mean loss of a row before the update, penalties included; NaN or infinite if the run diverged
     */
    double step(Batch batch);

    /** The sum of the rows' losses without penalties, computed as in use: no dropout, running statistics. */
    double loss(Batch batch);

    /** The learning rate of the next step; NaN for an updater without one. */
    double learningRate();

    /** Multiplies the learning rate of all steps to come, whatever its schedule; nothing for an updater without one. */
    void scaleLearningRate(double factor);

    /** A copy of all parameters in the order of DL4J's flat view. */
    float[] parameters();

    /** Frees native memory; the engine cannot be used afterwards. */
    @Override
    void close();
}
