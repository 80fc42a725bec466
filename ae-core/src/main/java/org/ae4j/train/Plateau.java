package org.ae4j.train;

import java.util.Optional;

/** Watches for {@link Schedule.ReduceOnPlateau} when the loss no longer falls; for one run. */
final class Plateau {
    /** PyTorch's relative threshold: what is better by less counts as no better. */
    private static final double THRESHOLD = 1e-4;

    private final Schedule.ReduceOnPlateau settings;
    private double rate;
    private double best = Double.POSITIVE_INFINITY;
    private int badEpochs;

    /** Begins at the updater's rate. */
    Plateau(Schedule.ReduceOnPlateau settings, double rate) {
        this.settings = settings;
        this.rate = rate;
    }

    /** What watches a run of this plan; empty where its schedule has no plateau. */
    static Optional<Plateau> of(TrainingPlan plan) {
        Schedule last = plan.schedule() instanceof Schedule.WarmUp warmUp ? warmUp.then() : plan.schedule();
        return last instanceof Schedule.ReduceOnPlateau settings
                ? Optional.of(new Plateau(settings, plan.updater().getLearningRate(0, 0)))
                : Optional.empty();
    }

    /** What the rate is to be multiplied by after an epoch of this loss: 1 or less. */
    double factorAfter(double loss) {
        // PyTorch has best·(1 − threshold), which would call a negative loss better that is worse.
        if (loss < best - (Double.isInfinite(best) ? 0 : THRESHOLD * Math.abs(best))) {
            best = loss;
            badEpochs = 0;
        } else {
            badEpochs++;
        }
        return badEpochs > settings.patience() ? reduced() : 1;
    }

    private double reduced() {
        badEpochs = 0;
        double before = rate;
        rate = Math.min(before, Math.max(before * settings.factor(), settings.least()));
        return rate / before;
    }
}
