package org.ae4j.cli;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Penalties;
import org.ae4j.train.Updaters;
import org.nd4j.linalg.learning.config.IUpdater;
import picocli.CommandLine.Option;

/** The updater by its usual name, and its rate, as flags; a flag that is absent changes nothing. */
final class UpdaterOption {
    private static final String ADAMW = "adamw";
    private static final String MOMENTUM = "momentum";
    private static final double USUAL_DECAY = 1e-4;

    @Option(
            names = "--learning-rate",
            paramLabel = "R",
            description = "Default: 0.001 for adam; with a corruption 0.003.")
    private Double learningRate;

    @Option(
            names = "--updater",
            paramLabel = "NAME",
            description = "adam, adamw (adam, with --weight-decay 1e-4 unless told otherwise), amsgrad, adamax, sgd,"
                    + " momentum or nesterovs (momentum 0.9), rmsprop, adagrad or adadelta, with DL4J's numbers."
                    + " Default: adam.")
    private String updater;

    /** The updater with what the flags change. */
    IUpdater apply(IUpdater base) {
        IUpdater chosen = updater == null ? base : named();
        if (learningRate != null) {
            if (!chosen.hasLearningRate()) {
                throw new InvalidSpecException(
                        chosen.getClass().getSimpleName() + " has no learning rate; leave out --learning-rate");
            }
            chosen.setLrAndSchedule(learningRate, null);
        }
        return chosen;
    }

    /** Default penalties with the weight decay that the updater's name promises. */
    Penalties withDecay(Penalties defaults) {
        return ADAMW.equals(updater) && defaults.weightDecay() == 0 ? defaults.weightDecay(USUAL_DECAY) : defaults;
    }

    /** Refuses a name that promises weight decay where the specification, which stays as it is, has none. */
    void checkDecay(AutoencoderSpec kept) {
        if (ADAMW.equals(updater) && kept.penalties().weightDecay() == 0) {
            throw new WrongInput("--updater adamw needs weight decay, but the model keeps its specification, which has"
                    + " none; take adam");
        }
    }

    private IUpdater named() {
        if (updater.equals(ADAMW)) {
            return Updaters.named("adam");
        }
        if (updater.equals(MOMENTUM)) {
            return Updaters.named("nesterovs");
        }
        if (!Updaters.names().contains(updater)) {
            List<String> known = new ArrayList<>(Updaters.names());
            known.addAll(List.of(ADAMW, MOMENTUM));
            throw new WrongInput("--updater has no '" + updater + "'" + Suggestion.forUnknown(updater, known));
        }
        return Updaters.named(updater);
    }
}
