package org.ae4j.engine;

import java.util.Set;
import org.ae4j.layer.LossPart;

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

    /** What the loss of a step is made of; empty where it is of one piece. */
    default Set<LossPart> parts() {
        return Set.of();
    }

    /**
     * A part of the last step's loss.
     *
     * @param part one of {@link #parts}
     * @return the mean of a row; the parts that count add up to what {@link #step} returned
     */
    default double part(LossPart part) {
        throw new IllegalArgumentException("this engine does not tell the loss's part " + part.label());
    }

    /** Before the first step of an epoch. */
    default void beginEpoch() {}

    /** After the last step of an epoch. */
    default void endEpoch() {}

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
