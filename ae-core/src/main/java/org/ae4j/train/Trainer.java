package org.ae4j.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.AutoencoderSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains an autoencoder: {@code Trainer.of(spec, plan).fit(train, validation).model()}. One trainer, one thread; it may
 * fit several times, each run on its own.
 */
public final class Trainer {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private final AutoencoderSpec spec;
    private final TrainingPlan plan;
    private final Optional<Autoencoder> start;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private boolean quiet;
    private final List<org.deeplearning4j.optimize.api.TrainingListener> dl4jListeners = new ArrayList<>();
    private TargetRows targets;

    private Trainer(AutoencoderSpec spec, TrainingPlan plan, Optional<Autoencoder> start) {
        this.spec = spec.resolved();
        this.plan = plan;
        this.start = start;
    }

    /** Training from random weights. */
    public static Trainer of(AutoencoderSpec spec, TrainingPlan plan) {
        return new Trainer(spec, plan, Optional.empty());
    }

    /**
     * Training on from a model's weights and with its scaling; the updater's state starts anew.
     *
     * @throws InvalidSpecException if the plan pretrains, which starts from random weights
     */
    public static Trainer continuing(Autoencoder model, TrainingPlan plan) {
        if (plan.pretraining() > 0) {
            throw new InvalidSpecException(
                    "training on starts from a model's weights, and pretraining, of %d epochs, would replace them; set"
                                    .formatted(plan.pretraining())
                            + " pretraining 0");
        }
        return new Trainer(model.spec(), plan, Optional.of(model));
    }

    /** Adds a listener. */
    public Trainer listen(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Leaves out the warnings about rows and specification: one of many runs on the same. */
    public Trainer quiet() {
        quiet = true;
        return this;
    }

    /**
     * Adds a listener of DL4J's own, such as {@code ScoreIterationListener} or {@code PerformanceListener}. It watches the
     * DL4J network itself, which only DL4J's engine has: {@link EngineChoice#AUTO} takes that engine then, and says so in
     * the log. Layers that are pretrained are no part of what it sees.
     *
     * @throws InvalidSpecException if the plan asks for the compiled engine, or the specification is trained as several
     *     networks, which DL4J's {@code fit} does not run
     */
    public Trainer listen(org.deeplearning4j.optimize.api.TrainingListener listener) {
        Dl4jListeners.check(spec, plan);
        dl4jListeners.add(listener);
        return this;
    }

    /**
     * Learns to give other rows than those that it sees, corrupted as ever. The validation loss stays that of giving the row
     * itself, and the model's provenance does not hold the targets.
     *
     * @param rows which row is each one's target
     * @throws InvalidSpecException if encoder and decoder are told the class, which may not be the target's, rows are sequences
     *     of several lengths, which end alike in input and target, or the plan pretrains, where layers reconstruct what they
     *     see
     */
    public Trainer targets(TargetRows rows) {
        TrainingData.checkTargets(spec, plan);
        targets = rows;
        return this;
    }

    /**
     * Trains all epochs and keeps the last weights.
     *
     * @throws InvalidSpecException if the plan has patience or restarts, which need validation rows
     * @throws IncompatibleDataException if the rows do not fit the specification
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     */
    public TrainingResult fit(Samples train) {
        return fit(train, train.select());
    }

    /**
     * Trains and measures the validation loss after each epoch; with patience it stops early and keeps the best weights,
     * without it trains all epochs and keeps the last. With restarts it does so from several seeds, each a run of its own
     * to the listeners, and keeps the best by validation loss; the model's provenance holds the plan of that run alone,
     * which gives the same weights again.
     *
     * <p>Rows may have missing cells ({@link Imputation#keep}). The network sees what the scaling fills them with, and the
     * loss counts the other cells alone.
     *
     * @param train raw rows; fit weights and scaling
     * @param validation raw rows that training never sees; none is allowed without patience and restarts
     * @throws InvalidSpecException if the plan has patience or restarts and there are no validation rows
     * @throws IncompatibleDataException if rows do not fit the specification
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     */
    public TrainingResult fit(Samples train, Samples validation) {
        Engines.startEarly();
        plan.checkValidation(validation.rows());
        TrainingData.checkRows(train);
        Samples rows = train.conformTo(spec.schema(), Imputation.keep());
        FittedScaling scaling =
                start.map(Autoencoder::scaling).orElseGet(() -> FittedScaling.fit(spec.scaling(), rows));
        TrainingData.check(spec, scaling, rows);
        if (!quiet) {
            TrainingData.warnings(spec, rows).forEach(LOG::warn);
        }
        Samples validated = validation.conformTo(spec.schema(), Imputation.keep());
        TrainingPlan chosen = dl4jListeners.isEmpty() ? plan : Dl4jListeners.plan(plan);
        return Restarts.best(
                chosen,
                one -> new TrainingRun(spec, one, start, scaling, targets, listeners, dl4jListeners)
                        .run(rows, validated));
    }
}
