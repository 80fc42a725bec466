package org.ae4j.engine;

import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** The learning rate of an updater times a factor that may change while DL4J trains; it stays within one run. */
final class ScaledRate implements ISchedule {
    private static final long serialVersionUID = 1L;

    private final IUpdater original;
    private double factor = 1;

    private ScaledRate(IUpdater original) {
        this.original = original;
    }

    /** Makes the updater ask this for its rate. */
    static ScaledRate inPlaceOf(IUpdater updater) {
        var scaled = new ScaledRate(updater.clone());
        updater.setLrAndSchedule(updater.getLearningRate(0, 0), scaled);
        return scaled;
    }

    void scale(double by) {
        factor *= by;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return factor * original.getLearningRate(iteration, epoch);
    }

    @Override
    public ISchedule clone() {
        var copy = new ScaledRate(original.clone());
        copy.factor = factor;
        return copy;
    }
}
