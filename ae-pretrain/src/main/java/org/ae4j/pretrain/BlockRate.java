package org.ae4j.pretrain;

import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A block's learning rate. Adam and its kin divide by {@code 1 − β^t}, which makes up for averages that start at 0; DL4J
 * counts t from the run's first step for all blocks. For one that joins at step s the rate turns that into {@code 1 − β^(t
 * − s)}: else its first steps would be up to six times too long.
 *
 * @param original has the rate without all this
 * @param factor on it
 * @param start s, as this engine counts steps
 * @param offset steps before the engine's first
 */
record BlockRate(IUpdater original, double factor, int start, int offset) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
        double rate = factor * original.getLearningRate(iteration + offset, epoch);
        return start == 0 || iteration < start
                ? rate
                : rate * correction(iteration + 1 - start) / correction(iteration + 1);
    }

    /** What the updater multiplies the rate by in its t-th step. */
    private double correction(int t) {
        if (original instanceof Adam adam) {
            return Math.sqrt(1 - Math.pow(adam.getBeta2(), t)) / (1 - Math.pow(adam.getBeta1(), t));
        }
        if (original instanceof AMSGrad adam) {
            return Math.sqrt(1 - Math.pow(adam.getBeta2(), t)) / (1 - Math.pow(adam.getBeta1(), t));
        }
        return original instanceof AdaMax adam ? 1 / (1 - Math.pow(adam.getBeta1(), t)) : 1;
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
