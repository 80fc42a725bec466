package org.ae4j.train;

import java.util.function.Consumer;
import org.ae4j.compile.Perturbation;
import org.ae4j.engine.EngineChoice;
import org.nd4j.linalg.learning.config.IUpdater;

/** A plan being changed: what its withers write to, so that each names nothing but what it changes. */
final class PlanDraft {
    int epochs;
    int minSteps;
    int batchSize;
    IUpdater updater;
    Schedule schedule;
    Clipping clipping;
    Perturbation perturbation;
    int patience;
    long seed;
    int restarts;
    int pretraining;
    int threads;
    EngineChoice engine;
    int referenceCodes;

    private PlanDraft(TrainingPlan plan) {
        epochs = plan.epochs();
        minSteps = plan.minSteps();
        batchSize = plan.batchSize();
        updater = plan.updater();
        schedule = plan.schedule();
        clipping = plan.clipping();
        perturbation = plan.perturbation();
        patience = plan.patience();
        seed = plan.seed();
        restarts = plan.restarts();
        pretraining = plan.pretraining();
        threads = plan.threads();
        engine = plan.engine();
        referenceCodes = plan.referenceCodes();
    }

    /** The plan with a change, checked. */
    static TrainingPlan changed(TrainingPlan plan, Consumer<PlanDraft> change) {
        var draft = new PlanDraft(plan);
        change.accept(draft);
        return draft.plan();
    }

    private TrainingPlan plan() {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                updater,
                schedule,
                clipping,
                perturbation,
                patience,
                seed,
                restarts,
                pretraining,
                threads,
                engine,
                referenceCodes);
    }
}
