package org.ae4j.pretrain;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.engine.Engines;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * The networks that a run trains, one after the other where blocks are thawed on the way.
 *
 * @param layers of encoder and head
 * @param recipe how they are trained
 * @param plan the same
 * @param phases at least one; the last one's network holds those of the others as its end
 * @param stepsPerEpoch at least 1
 * @param threads of an engine
 */
record ThawedNetworks(
        TransferPlan layers,
        TuningRecipe recipe,
        TrainingPlan plan,
        List<Unfreezing.Phase> phases,
        int stepsPerEpoch,
        int threads) {
    /** How many blocks stay frozen to the end. */
    int frozen() {
        return phases.get(phases.size() - 1).frozen();
    }

    /** The network that is trained while so many blocks are frozen, by an engine that counts its first step as this one. */
    MultiLayerConfiguration trained(int frozenBlocks, int firstStep) {
        Optimization optimization = plan.optimization(stepsPerEpoch);
        List<String> blocks = layers.encoder().names();
        List<Integer> starts =
                blocks.stream().map(block -> stepsBefore(blocks.indexOf(block))).toList();
        var updaters = new BlockUpdaters(optimization.updater(), recipe.rates().factors(blocks), starts, firstStep);
        return layers.trained(frozenBlocks, recipe.freeze().keepsNormalization(), optimization, updaters);
    }

    /** What an engine trains that counts its first step as the run's. */
    TrainingEngine engine(MultiLayerConfiguration network, float[] parameters) {
        return Engines.training(plan.engine(), network, Optional.of(parameters), plan.seed(), threads);
    }

    /** Trains them all; what it is given and gives are the last one's rows and parameters. */
    TrainingEngine engine(float[] parameters) {
        return phases.size() == 1 ? engine(trained(frozen(), 0), parameters) : new UnfreezingEngine(this, parameters);
    }

    /** The blocks that are frozen in a phase and not to the end, over their part of the last network's parameters. */
    FrozenPrefix prefix(int frozenBlocks, float[] parameters) {
        MultiLayerConfiguration configuration = layers.frozen(frozen(), frozenBlocks);
        int count = Math.toIntExact(NetworkPlan.parameterCount(configuration));
        return new FrozenPrefix(configuration, Arrays.copyOf(parameters, count));
    }

    /** Refuses phases that cut the encoder where it cannot be cut. */
    void checkCuts() {
        phases.stream()
                .filter(phase -> phase.frozen() > frozen())
                .forEach(phase -> layers.frozen(frozen(), phase.frozen()));
    }

    /** At which step a block is thawed. */
    private int stepsBefore(int block) {
        return phases.stream()
                .filter(phase -> phase.frozen() <= block)
                .mapToInt(phase -> phase.epochs() * stepsPerEpoch)
                .min()
                .orElse(0);
    }
}
