package org.ae4j.train;

import org.ae4j.InvalidSpecException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.EngineChoice;
import org.ae4j.spec.AutoencoderSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where DL4J's own listeners can watch: in the {@code fit} of one network, by DL4J's engine. */
final class Dl4jListeners {
    private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

    private Dl4jListeners() {}

    /**
     * Refuses what they cannot watch.
     *
     * @throws InvalidSpecException if the plan asks for the compiled engine, or several networks are trained
     */
    static void check(AutoencoderSpec spec, TrainingPlan plan) {
        if (plan.engine() == EngineChoice.COMPILED) {
            throw new InvalidSpecException("listeners of DL4J's watch DL4J's engine, and the plan asks for the engine"
                    + " compiled; take the engine auto or dl4j, or an org.ae4j.train.TrainingListener");
        }
        if (!new NetworkPlan(spec).isOneNetwork() || !plan.perturbation().isNone()) {
            throw new InvalidSpecException(
                    "listeners of DL4J's watch the fit of one network, and this training joins several by their gradients"
                            + " (preset %s); take an org.ae4j.train.TrainingListener".formatted(spec.preset()));
        }
    }

    /** The plan that they can watch. */
    static TrainingPlan plan(TrainingPlan plan) {
        if (plan.engine() == EngineChoice.AUTO) {
            LOG.info("DL4J's engine trains this network: listeners of DL4J's watch no other");
        }
        return plan.engine(EngineChoice.DL4J);
    }
}
