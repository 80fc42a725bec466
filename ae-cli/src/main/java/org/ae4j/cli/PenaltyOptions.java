package org.ae4j.cli;

import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Critic;
import picocli.CommandLine.Option;

/** What the loss counts beside the reconstruction, as flags; a flag that is absent changes nothing. */
final class PenaltyOptions {
    @Option(names = "--l1", paramLabel = "W", description = "Weight of the L1 penalty. Default: 0.")
    private Double l1;

    @Option(names = "--l2", paramLabel = "W", description = "Weight of the L2 penalty. Default: 0.")
    private Double l2;

    @Option(
            names = "--weight-decay",
            paramLabel = "R",
            description = "Share of each weight taken off per step, times the learning rate. Default: 0; sparse,"
                    + " denoising, stacked-denoising and masked 1e-4.")
    private Double weightDecay;

    @Option(
            names = "--max-norm",
            paramLabel = "C",
            description = "Largest norm of the weights into one unit, kept after each step. Default: 0, none.")
    private Double maxNorm;

    @Option(
            names = "--contractive",
            paramLabel = "W",
            description = "Weight of the penalty on how fast the code changes with its row; not for variational and"
                    + " vector-quantized codes. Default: 0; contractive 0.1.")
    private Double contractive;

    @Option(
            names = "--critic",
            paramLabel = "W",
            description = "Weight of a critic that learns to tell reconstructions and draws from rows, beside the loss."
                    + " Default: 0, none; vae-gan 5.")
    private Double critic;

    /** Free of the penalty that not every layer and code can have, where a flag speaks of it. */
    AutoencoderSpec uncontracted(AutoencoderSpec base) {
        return contractive == null ? base : base.contractive(0);
    }

    /** The specification with what the flags change. */
    AutoencoderSpec apply(AutoencoderSpec base) {
        AutoencoderSpec spec = base;
        spec = l1 == null ? spec : spec.l1(l1);
        spec = l2 == null ? spec : spec.l2(l2);
        spec = weightDecay == null ? spec : spec.weightDecay(weightDecay);
        spec = maxNorm == null ? spec : spec.maxNorm(maxNorm);
        spec = contractive == null ? spec : spec.contractive(contractive);
        return critic == null ? spec : spec.critic(critic(spec.critic()));
    }

    private Critic critic(Critic base) {
        return base.isNone() ? Critic.weighing(critic) : new Critic(critic, base.hidden());
    }
}
