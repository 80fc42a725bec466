package org.ae4j.train;

import java.util.function.Function;
import org.ae4j.model.Autoencoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several runs that differ in their seed, of which the one with the lowest validation loss is kept. */
final class Restarts {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final Function<TrainingPlan, TrainingResult> run;
    private TrainingResult best;
    private TrainingDivergedException diverged;

    private Restarts(Function<TrainingPlan, TrainingResult> run) {
        this.run = run;
    }

    /**
     * The best run of a plan; each is given the plan with its own seed and without restarts. A run that diverges loses.
     *
     * @throws TrainingDivergedException if all runs diverge: that of the first
     */
    static TrainingResult best(TrainingPlan plan, Function<TrainingPlan, TrainingResult> run) {
        return plan.restarts() == 1 ? run.apply(plan) : new Restarts(run).all(plan);
    }

    private TrainingResult all(TrainingPlan plan) {
        for (int i = 0; i < plan.restarts(); i++) {
            one(plan.seed(plan.seed() + i).restarts(1));
        }
        if (best == null) {
            throw diverged;
        }
        LOG.info(
                "best of {} seeds: {}, validation loss {}",
                plan.restarts(),
                best.seed(),
                validationLoss(best.history()));
        return best;
    }

    private void one(TrainingPlan plan) {
        try {
            keepBetter(run.apply(plan));
        } catch (TrainingDivergedException e) {
            LOG.warn("seed {}: {}", plan.seed(), e.getMessage());
            if (diverged == null) {
                diverged = e;
            } else {
                e.best().ifPresent(Autoencoder::close);
            }
        }
    }

    private void keepBetter(TrainingResult result) {
        boolean better = best == null || validationLoss(result.history()) < validationLoss(best.history());
        TrainingResult worse = better ? best : result;
        best = better ? result : best;
        if (worse != null) {
            worse.model().close();
        }
    }

    private static double validationLoss(History history) {
        return history.best().validationLoss().orElseThrow();
    }
}
