package org.ae4j.cli;

import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Option;

/** What else helps against poor optima, as flags; a flag that is absent changes nothing. */
final class RemedyOptions {
    @Option(
            names = "--gradient-noise",
            paramLabel = "ETA",
            description = "Add N(0, ETA / (1 + step)^0.55) to each component of the gradient. Default: 0.")
    private Double gradientNoise;

    @Option(
            names = "--weight-perturbation",
            paramLabel = "SIGMA",
            description = "Between epochs add noise of SIGMA times its root mean square to each array of weights."
                    + " Default: 0.")
    private Double weightPerturbation;

    @Option(
            names = "--restarts",
            paramLabel = "N",
            description = "Train from the seeds S, S + 1, … and keep the best of N by validation loss. Default: 1.")
    private Integer restarts;

    @Option(
            names = "--pretraining",
            paramLabel = "N",
            description = "Train each layer by itself for N epochs first; those of --epochs follow. Default: 0,"
                    + " stacked-denoising 5.")
    private Integer pretraining;

    /** The plan with what the flags change. */
    TrainingPlan apply(TrainingPlan base) {
        TrainingPlan plan = base;
        plan = gradientNoise == null
                ? plan
                : plan.perturbation(plan.perturbation().gradientNoise(gradientNoise));
        plan = weightPerturbation == null
                ? plan
                : plan.perturbation(plan.perturbation().weightNoise(weightPerturbation));
        plan = restarts == null ? plan : plan.restarts(restarts);
        return pretraining == null ? plan : plan.pretraining(pretraining);
    }
}
