package org.ae4j.cli;

import org.ae4j.engine.EngineChoice;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Penalties;
import org.ae4j.train.Clipping;
import org.ae4j.train.Schedule;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How it is trained, as flags; a flag that is absent changes nothing. */
final class PlanOptions {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Passes over the training rows. Default: 50, with a corruption 100 and at least 3000"
                    + " steps; finetune 30 and at least 1000 steps.")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "Rows of one step. Default: 128; finetune 32.")
    private Integer batchSize;

    @Mixin
    private UpdaterOption updater;

    @Mixin
    private ScheduleOption schedule;

    @Option(
            names = "--clip-value",
            paramLabel = "C",
            description = "Keep each component of the gradient within ±C. Default: no.")
    private Double clipValue;

    @Option(
            names = "--clip-norm",
            paramLabel = "C",
            description = "Shorten each layer's gradient to the norm C. Default: no.")
    private Double clipNorm;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "Stop after N epochs without a better validation loss, and keep the best weights. Default: 0,"
                    + " train all epochs and keep the last.")
    private Integer patience;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Fixes weights, shuffling, dropout, and which rows are held out. Default: 42; with --from,"
                    + " that of the model, so that the same rows stay held out.")
    private Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Native threads. Default: by the size of the network.")
    private Integer threads;

    @Option(
            names = "--engine",
            paramLabel = "auto|dl4j|compiled",
            description = "What computes the steps: auto takes the compiled engine on a CPU where it knows every layer,"
                    + " else DL4J, and says which. Default: auto.")
    private String engine;

    /** The plan with what the flags change. */
    TrainingPlan apply(TrainingPlan base) {
        // Updater and schedule change together: either alone may not fit the other's default.
        TrainingPlan plan = base.schedule(Schedule.constant())
                .updater(updater.apply(base.updater()))
                .schedule(schedule.apply(base.schedule()));
        plan = epochs == null ? plan : plan.epochs(epochs);
        plan = batchSize == null ? plan : plan.batchSize(batchSize);
        plan = clipValue == null && clipNorm == null ? plan : plan.clipping(clipping());
        plan = patience == null ? plan : plan.patience(patience);
        plan = seed == null ? plan : plan.seed(seed);
        plan = threads == null ? plan : plan.threads(threads);
        return engine == null ? plan : plan.engine(EngineChoice.named(engine));
    }

    /** Default penalties with the weight decay that the updater's name promises. */
    Penalties withDecay(Penalties defaults) {
        return updater.withDecay(defaults);
    }

    /** Refuses an updater that needs weight decay where the specification, which stays as it is, has none. */
    void checkDecay(AutoencoderSpec kept) {
        updater.checkDecay(kept);
    }

    private Clipping clipping() {
        if (clipValue != null && clipNorm != null) {
            throw new WrongInput("--clip-value and --clip-norm exclude each other; choose one");
        }
        return clipValue == null ? Clipping.byNorm(clipNorm) : Clipping.byValue(clipValue);
    }
}
