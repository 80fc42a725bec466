package org.ae4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.Autoencoder;
import org.ae4j.train.TrainingPlan;
import picocli.CommandLine.Option;

/** Which rows training does not see. */
final class HeldOutOptions {
    private static final double TEST = 0.2;
    private static final double VALIDATION = 0.1;

    @Option(names = "--test", paramLabel = "D2", description = "Rows to measure on, read as --data is.")
    private String test;

    @Option(names = "--test-labels", paramLabel = "FILE", description = "IDX file with the labels of --test.")
    private Path testLabels;

    @Option(
            names = "--test-fraction",
            paramLabel = "F",
            description = "Share of --data held out to measure on; 0 holds none out. Default without --test: 0.2.")
    private Double testFraction;

    @Option(names = "--validation", paramLabel = "D3", description = "Rows that show when to stop, read as --data is.")
    private String validation;

    @Option(
            names = "--validation-fraction",
            paramLabel = "F",
            description = "Share of --data held out to show when to stop. Default: 0; with patience or restarts and"
                    + " without --validation 0.1.")
    private Double validationFraction;

    @Option(
            names = "--split-seed",
            paramLabel = "N",
            description =
                    "Fixes which rows are held out. Default: that of --seed; a model of --restarts holds the seed of"
                            + " its best run, so to hold out the same rows again name the first one here.")
    private Long splitSeed;

    /** Refuses options that contradict each other. */
    void check() {
        if (test != null && testFraction != null) {
            throw new WrongInput("--test and --test-fraction exclude each other; choose one");
        }
        if (validation != null && validationFraction != null) {
            throw new WrongInput("--validation and --validation-fraction exclude each other; choose one");
        }
        if (testLabels != null && test == null) {
            throw new WrongInput("--test-labels belongs to --test, which is missing");
        }
    }

    /** The options that name the test rows to another command, else the data that they were held out from. */
    String evaluated(DataOptions data) {
        return test == null ? data.words() : data.words(test, testLabels);
    }

    /**
     * Divides the rows and reads what else is named.
     *
     * @param data of {@code --data}
     * @param source reads the other data
     */
    Parts divide(Samples data, DataSource source, TrainingPlan plan, Report report) {
        return bySeed(data, source, plan, report).apply(plan.seed());
    }

    /** What {@link #divide} does, for each seed that a plan may have: the rows held out are its own, unless named. */
    LongFunction<Parts> bySeed(Samples data, DataSource source, TrainingPlan plan, Report report) {
        Optional<Samples> testRows =
                Optional.ofNullable(test).map(name -> source.read(name, testLabels, data.schema()));
        Optional<Samples> validationRows =
                Optional.ofNullable(validation).map(name -> source.read(name, null, data.schema()));
        double forTest = test != null ? 0 : testFraction != null ? testFraction : TEST;
        double forValidation = validation != null ? 0 : validationFraction(plan);
        Split split = split(forTest, forValidation);
        if (test == null && testFraction == null) {
            report.note(
                    "%s: %d of %d rows are held out to measure on (--test-fraction %s; or name others by --test)",
                    data.source(), data.split(split).test().rows(), data.rows(), TEST);
        }
        return seed -> {
            Parts parts = data.split(split.seed(splitSeed == null ? seed : splitSeed));
            return new Parts(
                    parts.train(),
                    validationRows.orElse(parts.validation()),
                    parts.calibration(),
                    testRows.orElse(parts.test()));
        };
    }

    /** Holds out the rows that this model was not trained on, unless told otherwise. */
    void goOnFrom(Autoencoder start) {
        Double before = start.metrics().get(TrainingSummary.SPLIT_SEED);
        if (splitSeed == null && before != null) {
            splitSeed = before.longValue();
        }
    }

    /** What draws the rows that are held out. */
    long splitSeed(TrainingPlan plan) {
        return splitSeed == null ? plan.seed() : splitSeed;
    }

    private double validationFraction(TrainingPlan plan) {
        if (validationFraction != null) {
            return validationFraction;
        }
        return plan.needsValidation() ? VALIDATION : 0;
    }

    private static Split split(double forTest, double forValidation) {
        for (double fraction : List.of(forTest, forValidation)) {
            if (!(fraction >= 0 && fraction < 1)) {
                throw new WrongInput("a fraction to hold out lies in [0, 1), found " + fraction);
            }
        }
        double train = 1 - forTest - forValidation;
        if (!(train > 0)) {
            throw new WrongInput("--test-fraction %s and --validation-fraction %s leave no rows to train on"
                    .formatted(forTest, forValidation));
        }
        return Split.train(train).validation(forValidation).test(forTest);
    }
}
