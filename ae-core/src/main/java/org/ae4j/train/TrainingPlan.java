package org.ae4j.train;

import org.ae4j.InvalidSpecException;
import org.ae4j.compile.Optimization;
import org.ae4j.engine.EngineChoice;
import org.ae4j.model.Reference;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * How a network is trained, whatever it is.
 *
 * @param epochs passes over the training rows, at least 1, default 50
 * @param minSteps epochs are added until there are this many steps, so that small data train long enough; default 0
 * @param batchSize rows of one step, at least 1, default 128
 * @param updater one that {@link Updaters} knows, copied, default Adam with rate 1e-3
 * @param schedule how the learning rate moves, default constant
 * @param clipping a bound on gradients, default none
 * @param patience epochs without a better validation loss after which training stops with the best weights; 0, the
 *     default, trains all epochs and keeps the last weights
 * @param seed of initial weights, shuffling and dropout, default 42
 * @param threads native threads; 0, the default, chooses by the size of the network
 * @param engine what computes the steps, default {@link EngineChoice#AUTO}
 * @param referenceCodes training rows, drawn by the seed, whose codes and errors the model keeps to score other rows by
 *     (see {@link Reference}); default and most 10,000, 0 keeps no
 *     reference at all
 */
public record TrainingPlan(
        int epochs,
        int minSteps,
        int batchSize,
        IUpdater updater,
        Schedule schedule,
        Clipping clipping,
        int patience,
        long seed,
        int threads,
        EngineChoice engine,
        int referenceCodes) {
    public TrainingPlan {
        atLeast(1, "epochs", epochs);
        atLeast(0, "minSteps", minSteps);
        atLeast(1, "batchSize", batchSize);
        atLeast(0, "patience", patience);
        atLeast(0, "threads", threads);
        atLeast(0, "referenceCodes", referenceCodes);
        if (referenceCodes > Reference.LIMIT) {
            throw new InvalidSpecException(
                    "referenceCodes is at most " + Reference.LIMIT + ", found " + referenceCodes);
        }
        updater = Updaters.checked(updater);
        present("schedule", schedule);
        present("clipping", clipping);
        present("engine", engine);
        if (schedule instanceof Schedule.OneCycle && updater instanceof AdaGrad) {
            throw new InvalidSpecException(
                    "DL4J 1.0.0-M2.1 drops the schedule of AdaGrad, whose rates fall by themselves;"
                            + " choose a constant schedule or another updater");
        }
        if (schedule instanceof Schedule.OneCycle && !updater.hasLearningRate()) {
            throw new InvalidSpecException("one-cycle moves a learning rate, and "
                    + updater.getClass().getSimpleName() + " has none; choose another updater");
        }
    }

    /** 50 epochs of Adam(1e-3) in batches of 128, seed 42. */
    public static TrainingPlan defaults() {
        return new TrainingPlan(
                50,
                0,
                128,
                new Adam(1e-3),
                Schedule.constant(),
                Clipping.none(),
                0,
                42,
                0,
                EngineChoice.AUTO,
                Reference.LIMIT);
    }

    /**
     * What suits a specification: for one with a corruption 100 epochs, at least 3000 steps, of AdamW on a one-cycle
     * rate up to 3e-3; {@link #defaults} for the others.
     */
    public static TrainingPlan defaultsFor(AutoencoderSpec spec) {
        return spec.corruption().isNone()
                ? defaults()
                : defaults().epochs(100).minSteps(3000).updater(new Adam(3e-3)).schedule(Schedule.oneCycle());
    }

    /** A copy of the updater: DL4J's are mutable. */
    @Override
    public IUpdater updater() {
        return updater.clone();
    }

    /** Exactly this many epochs: {@link #minSteps} becomes 0. */
    public TrainingPlan epochs(int count) {
        return new TrainingPlan(
                count, 0, batchSize, updater, schedule, clipping, patience, seed, threads, engine, referenceCodes);
    }

    /** Adds epochs until there are this many steps. */
    public TrainingPlan minSteps(int steps) {
        return new TrainingPlan(
                epochs, steps, batchSize, updater, schedule, clipping, patience, seed, threads, engine, referenceCodes);
    }

    public TrainingPlan batchSize(int rows) {
        return new TrainingPlan(
                epochs, minSteps, rows, updater, schedule, clipping, patience, seed, threads, engine, referenceCodes);
    }

    public TrainingPlan updater(IUpdater newUpdater) {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                newUpdater,
                schedule,
                clipping,
                patience,
                seed,
                threads,
                engine,
                referenceCodes);
    }

    public TrainingPlan schedule(Schedule newSchedule) {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                updater,
                newSchedule,
                clipping,
                patience,
                seed,
                threads,
                engine,
                referenceCodes);
    }

    public TrainingPlan clipping(Clipping newClipping) {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                updater,
                schedule,
                newClipping,
                patience,
                seed,
                threads,
                engine,
                referenceCodes);
    }

    /** Stops after this many epochs without a better validation loss. */
    public TrainingPlan patience(int newPatience) {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                updater,
                schedule,
                clipping,
                newPatience,
                seed,
                threads,
                engine,
                referenceCodes);
    }

    public TrainingPlan seed(long newSeed) {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                updater,
                schedule,
                clipping,
                patience,
                newSeed,
                threads,
                engine,
                referenceCodes);
    }

    public TrainingPlan threads(int count) {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                updater,
                schedule,
                clipping,
                patience,
                seed,
                count,
                engine,
                referenceCodes);
    }

    /** What computes the steps. */
    public TrainingPlan engine(EngineChoice choice) {
        return new TrainingPlan(
                epochs,
                minSteps,
                batchSize,
                updater,
                schedule,
                clipping,
                patience,
                seed,
                threads,
                choice,
                referenceCodes);
    }

    /** The model keeps codes and errors of this many training rows. */
    public TrainingPlan referenceCodes(int rows) {
        return new TrainingPlan(
                epochs, minSteps, batchSize, updater, schedule, clipping, patience, seed, threads, engine, rows);
    }

    /**
     * Refuses patience where nothing is validated.
     *
     * @param rows how many validation rows there are
     * @throws InvalidSpecException if the plan has patience and there are none
     */
    public void checkValidation(int rows) {
        if (patience > 0 && rows == 0) {
            throw new InvalidSpecException(
                    "patience needs validation rows, found none; hold some out, or set patience 0");
        }
    }

    /** How many epochs there are where one has this many steps. */
    public int epochsFor(int stepsPerEpoch) {
        return Math.max(epochs, (minSteps + stepsPerEpoch - 1) / stepsPerEpoch);
    }

    /** What DL4J is told, for epochs of this many steps. */
    public Optimization optimization(int stepsPerEpoch) {
        IUpdater scheduled = updater();
        if (schedule instanceof Schedule.OneCycle cycle) {
            double peak = scheduled.getLearningRate(0, 0);
            int steps = Math.multiplyExact(epochsFor(stepsPerEpoch), stepsPerEpoch);
            scheduled.setLrAndSchedule(
                    peak, new OneCycleSchedule(peak, cycle.rising(), cycle.startDivisor(), cycle.endDivisor(), steps));
        }
        if (clipping instanceof Clipping.ByValue byValue) {
            return new Optimization(
                    scheduled, GradientNormalization.ClipElementWiseAbsoluteValue, byValue.limit(), seed);
        }
        if (clipping instanceof Clipping.ByNorm byNorm) {
            return new Optimization(scheduled, GradientNormalization.ClipL2PerLayer, byNorm.limit(), seed);
        }
        return new Optimization(scheduled, GradientNormalization.None, 1, seed);
    }

    private static void present(String name, Object value) {
        if (value == null) {
            throw new InvalidSpecException("the plan has no " + name);
        }
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new InvalidSpecException(name + " is at least " + least + ", found " + value);
        }
    }
}
