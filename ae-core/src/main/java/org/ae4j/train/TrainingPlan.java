package org.ae4j.train;

import java.util.function.Consumer;
import org.ae4j.InvalidSpecException;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.Perturbation;
import org.ae4j.data.SequenceSchema;
import org.ae4j.engine.EngineChoice;
import org.ae4j.model.Reference;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Preset;
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
 * @param perturbation noise on gradients and weights, default none
 * @param patience epochs without a better validation loss after which training stops with the best weights; 0, the
 *     default, trains all epochs and keeps the last weights
 * @param seed of initial weights, shuffling, dropout and noise, default 42
 * @param restarts runs from the seeds {@code seed}, {@code seed + 1}, …, of which the one with the lowest validation loss
 *     is kept; at least 1, the default
 * @param pretraining epochs that each layer is trained for by itself before the whole is, beside {@code epochs}; 0, the
 *     default, trains the whole from the start
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
        Perturbation perturbation,
        int patience,
        long seed,
        int restarts,
        int pretraining,
        int threads,
        EngineChoice engine,
        int referenceCodes) {
    public TrainingPlan {
        atLeast(1, "epochs", epochs);
        atLeast(0, "minSteps", minSteps);
        atLeast(1, "batchSize", batchSize);
        atLeast(0, "patience", patience);
        atLeast(1, "restarts", restarts);
        atLeast(0, "pretraining", pretraining);
        atLeast(0, "threads", threads);
        atLeast(0, "referenceCodes", referenceCodes);
        if (referenceCodes > Reference.LIMIT) {
            throw new InvalidSpecException(
                    "referenceCodes is at most " + Reference.LIMIT + ", found " + referenceCodes);
        }
        updater = Updaters.checked(updater);
        present("schedule", schedule);
        present("clipping", clipping);
        present("perturbation", perturbation);
        present("engine", engine);
        checkMoves(schedule, updater);
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
                Perturbation.none(),
                0,
                42,
                1,
                0,
                0,
                EngineChoice.AUTO,
                Reference.LIMIT);
    }

    /**
     * What suits a specification: for one with a corruption 100 epochs, at least 3000 steps, of AdamW on a one-cycle
     * rate up to 3e-3, and for the preset {@link Preset#STACKED_DENOISING} 5 epochs of pretraining for each layer before
     * them; for one in which networks play against each other 100 epochs of Adam with β₁ = 0.5 (Radford et al. 2016, section
     * 4), whose rate of 1e-3 falls along a cosine so that the game comes to rest; for other sequences at least 1500 steps on a
     * one-cycle rate up to 3e-3, gradients clipped to a norm of 1; {@link #defaults} for the others.
     */
    public static TrainingPlan defaultsFor(AutoencoderSpec spec) {
        if (spec.bottleneck() instanceof Bottleneck.Adversarial
                || !spec.critic().isNone()) {
            IUpdater calm = new Adam(1e-3, 0.5, Adam.DEFAULT_ADAM_BETA2_VAR_DECAY, Adam.DEFAULT_ADAM_EPSILON);
            return defaults().epochs(100).updater(calm).schedule(Schedule.cosine());
        }
        if (spec.corruption().isNone()) {
            return spec.schema() instanceof SequenceSchema
                    ? defaults()
                            .minSteps(1500)
                            .updater(new Adam(3e-3))
                            .schedule(Schedule.oneCycle())
                            .clipping(Clipping.byNorm(1))
                    : defaults();
        }
        TrainingPlan denoising =
                defaults().epochs(100).minSteps(3000).updater(new Adam(3e-3)).schedule(Schedule.oneCycle());
        return spec.preset().equals(Preset.STACKED_DENOISING.label()) ? denoising.pretraining(5) : denoising;
    }

    /** A copy of the updater: DL4J's are mutable. */
    @Override
    public IUpdater updater() {
        return updater.clone();
    }

    /** Exactly this many epochs: {@link #minSteps} becomes 0. */
    public TrainingPlan epochs(int count) {
        return with(plan -> {
            plan.epochs = count;
            plan.minSteps = 0;
        });
    }

    /** Adds epochs until there are this many steps. */
    public TrainingPlan minSteps(int steps) {
        return with(plan -> plan.minSteps = steps);
    }

    public TrainingPlan batchSize(int rows) {
        return with(plan -> plan.batchSize = rows);
    }

    public TrainingPlan updater(IUpdater newUpdater) {
        return with(plan -> plan.updater = newUpdater);
    }

    public TrainingPlan schedule(Schedule newSchedule) {
        return with(plan -> plan.schedule = newSchedule);
    }

    public TrainingPlan clipping(Clipping newClipping) {
        return with(plan -> plan.clipping = newClipping);
    }

    public TrainingPlan perturbation(Perturbation newPerturbation) {
        return with(plan -> plan.perturbation = newPerturbation);
    }

    /** Adds N(0, eta / (1 + t)^gamma) to the gradient of step t, see {@link Perturbation}. */
    public TrainingPlan gradientNoise(double eta, double gamma) {
        return perturbation(perturbation.gradientNoise(eta, gamma));
    }

    /** Shakes the weights every so many epochs, see {@link Perturbation}. */
    public TrainingPlan weightPerturbation(double sigma, int everyEpochs) {
        return perturbation(perturbation.weightNoise(sigma, everyEpochs));
    }

    /** Stops after this many epochs without a better validation loss. */
    public TrainingPlan patience(int newPatience) {
        return with(plan -> plan.patience = newPatience);
    }

    public TrainingPlan seed(long newSeed) {
        return with(plan -> plan.seed = newSeed);
    }

    /** Keeps the best of so many runs by validation loss. */
    public TrainingPlan restarts(int runs) {
        return with(plan -> plan.restarts = runs);
    }

    /**
     * Trains each layer by itself first, for so many epochs: the small autoencoders of Bengio et al. 2007 and Vincent et al.
     * 2010, section 3. Then the whole is trained for its own epochs.
     */
    public TrainingPlan pretraining(int epochsPerLayer) {
        return with(plan -> plan.pretraining = epochsPerLayer);
    }

    public TrainingPlan threads(int count) {
        return with(plan -> plan.threads = count);
    }

    /** What computes the steps. */
    public TrainingPlan engine(EngineChoice choice) {
        return with(plan -> plan.engine = choice);
    }

    /** The model keeps codes and errors of this many training rows. */
    public TrainingPlan referenceCodes(int rows) {
        return with(plan -> plan.referenceCodes = rows);
    }

    /** Whether the plan asks which weights are best on rows that training does not see. */
    public boolean needsValidation() {
        return patience > 0 || restarts > 1;
    }

    /**
     * Refuses patience and restarts where nothing is validated.
     *
     * @param rows how many validation rows there are
     * @throws InvalidSpecException if the plan needs some and there are none
     */
    public void checkValidation(int rows) {
        if (patience > 0 && rows == 0) {
            throw new InvalidSpecException(
                    "patience needs validation rows, found none; hold some out, or set patience 0");
        }
        if (restarts > 1 && rows == 0) {
            throw new InvalidSpecException(
                    "restarts are compared by validation rows, found none; hold some out, or set restarts 1");
        }
    }

    /**
     * Refuses what a kind of training does not do, rather than leave it undone in silence.
     *
     * @param training for the message, such as {@code "fine-tuning"}
     * @throws InvalidSpecException if the plan has restarts, a perturbation or pretraining
     */
    public void checkPlain(String training) {
        if (restarts > 1) {
            throw new InvalidSpecException(training + " knows no restarts, found " + restarts + "; set restarts 1");
        }
        if (!perturbation.isNone()) {
            throw new InvalidSpecException(training + " knows no noise on gradients or weights, found " + perturbation
                    + "; set Perturbation.none()");
        }
        if (pretraining > 0) {
            throw new InvalidSpecException(
                    training + " knows no pretraining, found " + pretraining + " epochs; set pretraining 0");
        }
    }

    /** How many epochs there are where one has this many steps. */
    public int epochsFor(int stepsPerEpoch) {
        return Math.max(epochs, (minSteps + stepsPerEpoch - 1) / stepsPerEpoch);
    }

    /**
     * What the networks are told, for epochs of this many steps.
     *
     * @throws InvalidSpecException if a warm-up takes the whole run
     */
    public Optimization optimization(int stepsPerEpoch) {
        IUpdater scheduled = updater();
        if (RateOverSteps.isMoved(schedule)) {
            double rate = scheduled.getLearningRate(0, 0);
            int steps = Math.multiplyExact(epochsFor(stepsPerEpoch), stepsPerEpoch);
            scheduled.setLrAndSchedule(rate, new RateOverSteps(rate, stepsPerEpoch, steps).of(schedule));
        }
        return clipped(scheduled).perturbation(perturbation);
    }

    private Optimization clipped(IUpdater scheduled) {
        if (clipping instanceof Clipping.ByValue byValue) {
            return new Optimization(
                    scheduled, GradientNormalization.ClipElementWiseAbsoluteValue, byValue.limit(), seed);
        }
        if (clipping instanceof Clipping.ByNorm byNorm) {
            return new Optimization(scheduled, GradientNormalization.ClipL2PerLayer, byNorm.limit(), seed);
        }
        return new Optimization(scheduled, GradientNormalization.None, 1, seed);
    }

    private TrainingPlan with(Consumer<PlanDraft> change) {
        return PlanDraft.changed(this, change);
    }

    private static void checkMoves(Schedule schedule, IUpdater updater) {
        if (RateOverSteps.isMoved(schedule) && updater instanceof AdaGrad) {
            throw new InvalidSpecException(
                    "DL4J 1.0.0-M2.1 drops the schedule of AdaGrad, whose rates fall by themselves;"
                            + " choose a constant schedule or another updater");
        }
        if (!(schedule instanceof Schedule.Constant) && !updater.hasLearningRate()) {
            throw new InvalidSpecException("a schedule moves the learning rate, and "
                    + updater.getClass().getSimpleName() + " has none; choose another updater");
        }
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
