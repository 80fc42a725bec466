package org.ae4j.objective;

import java.util.Optional;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.spec.AutoencoderSpec;

/** Makes what trains a specification: one network where its parts lie in one line, else several, joined. */
public final class Objectives {
    private Objectives() {}

    /**
     * How many threads a specification is worth.
     *
     * @param batchSize rows of one step
     */
    public static int threads(AutoencoderSpec spec, EngineChoice choice, int batchSize) {
        var plan = new NetworkPlan(spec);
        return plan.isOneNetwork()
                ? Engines.threads(choice, plan.whole(), batchSize)
                : Math.max(
                        Engines.threads(choice, plan.encoder(), batchSize),
                        Engines.threads(choice, plan.decoder(), batchSize));
    }

    /**
     * An engine that trains a specification; its parameters are those of the encoder, those of the decoder, and the arrays of
     * {@link org.ae4j.compile.StateArray}.
     *
     * @param optimization of all networks; holds the seed of fresh weights
     * @param choice what computes
     * @param parameters to go on from, copied; empty for fresh ones
     * @param seed of dropout and noise
     * @param threads native threads, at least 1
     * @param stepsPerEpoch for what changes over the run
     * @throws org.ae4j.AutoencoderException if the engine that is asked for cannot train it
     */
    public static TrainingEngine training(
            AutoencoderSpec spec,
            Optimization optimization,
            EngineChoice choice,
            Optional<float[]> parameters,
            long seed,
            int threads,
            int stepsPerEpoch) {
        var plan = new NetworkPlan(spec);
        if (plan.isOneNetwork()) {
            return Engines.training(choice, plan.whole(optimization), parameters, seed, threads);
        }
        NetworkSource source = (network, loss, given) -> Engines.network(choice, network, loss, given, threads);
        return new JointNetworks(spec, optimization, parameters, source).training(seed, stepsPerEpoch);
    }
}
