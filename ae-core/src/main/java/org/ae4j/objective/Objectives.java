package org.ae4j.objective;

import java.util.List;
import java.util.Optional;
import org.ae4j.compile.LayerwisePlan;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.compile.WeightBlock;
import org.ae4j.engine.EngineChoice;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainableNetwork;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.layer.OutputGroup;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/** Makes what trains a specification: one network where its parts lie in one line and nothing disturbs them, else several. */
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
        if (plan.isOneNetwork() && optimization.perturbation().isNone()) {
            return Engines.training(choice, plan.whole(optimization), parameters, seed, threads);
        }
        NetworkSource source = (network, loss, given) -> Engines.network(choice, network, loss, given, threads);
        return new JointNetworks(spec, optimization, parameters, source).training(seed, stepsPerEpoch);
    }

    /**
     * An engine that pretrains one layer by its small autoencoder. Bounds on weights and tied weights hold as in the whole; of
     * the penalties those on weights count.
     *
     * @param layer of {@link LayerwisePlan}
     * @param optimization of the small autoencoder; holds the seed of weights and dropout
     * @param choice what computes
     * @param threads native threads, at least 1
     * @param stepsPerEpoch for what changes over the run
     */
    public static TrainingEngine pretraining(
            AutoencoderSpec spec,
            int layer,
            Optimization optimization,
            EngineChoice choice,
            int threads,
            int stepsPerEpoch) {
        var plan = new LayerwisePlan(spec);
        MultiLayerConfiguration small = plan.network(layer, optimization);
        List<OutputGroup> loss = plan.loss(layer);
        TrainableNetwork network = Engines.network(choice, small, loss, Optional.empty(), threads);
        var blocks = WeightBlock.of(small);
        var rules = WeightRules.of(spec, network, blocks.subList(0, 1), network, blocks.subList(1, 2));
        return new LayerTraining(network, !loss.isEmpty(), rules, stepsPerEpoch, optimization.seed());
    }
}
