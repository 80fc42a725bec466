package org.ae4j.pretrain.semi;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.train.TargetRows;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;

/**
 * Trains an autoencoder on to give, for a row corrupted as before, a row near to it, and so to drop what neighbours do not
 * share: {@code NeighbourTargets.defaults().fit(model, rows, plan).model()}. Each stage starts from the weights of the one before,
 * and draws its targets by random walks on the neighbour graph of that one's codes, anew each epoch: of 1 step, 2 steps and so
 * on up to a number, all as likely.
 *
 * <p>Where neighbours are mostly of one class, codes come to hold the class and little else: good for few labels, and no longer
 * for reconstruction.
 *
 * @param neighbours of each row in the graph, at least 1, default 5
 * @param walks of each stage the most steps of a walk, at least 1, default 5 and then 30
 * @param comparison what makes codes near, default {@link Comparison#HALF_WHITENED}
 * @see TargetRows where the idea is from
 */
public record NeighbourTargets(int neighbours, List<Integer> walks, Comparison comparison) {
    /** Throws {@link InvalidSpecException} outside of the ranges. */
    public NeighbourTargets {
        walks = List.copyOf(walks);
        if (neighbours < 1) {
            throw new InvalidSpecException(
                    "neighbour targets need at least 1 neighbour of each row, found " + neighbours);
        }
        if (walks.isEmpty() || walks.stream().anyMatch(steps -> steps < 1)) {
            throw new InvalidSpecException(
                    "neighbour targets need at least 1 stage, each with walks of at least 1 step, found " + walks);
        }
    }

    public static NeighbourTargets defaults() {
        return new NeighbourTargets(5, List.of(5, 30), Comparison.HALF_WHITENED);
    }

    public NeighbourTargets neighbours(int count) {
        return new NeighbourTargets(count, walks, comparison);
    }

    /** As many stages as numbers, each the most steps of that stage's walks. */
    public NeighbourTargets walks(List<Integer> longest) {
        return new NeighbourTargets(neighbours, longest, comparison);
    }

    public NeighbourTargets comparison(Comparison newComparison) {
        return new NeighbourTargets(neighbours, walks, newComparison);
    }

    /**
     * Trains all stages.
     *
     * @param model where the first stage starts; stays open
     * @param rows raw, more than there are neighbours; labels that they have are not looked at but by a guided code
     * @param plan of each stage, whose seed grows by 1 from one to the next
     * @param listeners told of each stage as a run of its own
     * @return that of the last stage
     * @throws InvalidSpecException as {@link Trainer#continuing} and {@link Trainer#targets} do
     * @throws IncompatibleDataException as {@link NeighbourGraph#of} and {@link Trainer#fit(Samples)} do
     * @throws org.ae4j.train.TrainingDivergedException if the loss of a stage becomes NaN or infinite
     */
    public TrainingResult fit(Autoencoder model, Samples rows, TrainingPlan plan, TrainingListener... listeners) {
        TrainingResult result = stage(0, model, rows, plan, listeners);
        for (int stage = 1; stage < walks.size(); stage++) {
            try (Autoencoder before = result.model()) {
                result = stage(stage, before, rows, plan, listeners);
            }
        }
        return result;
    }

    private TrainingResult stage(
            int stage, Autoencoder model, Samples rows, TrainingPlan plan, TrainingListener... listeners) {
        Trainer trainer = Trainer.continuing(model, plan.seed(plan.seed() + stage));
        for (TrainingListener listener : listeners) {
            trainer.listen(listener);
        }
        NeighbourGraph graph = NeighbourGraph.of(model.encode(rows), neighbours, comparison);
        return trainer.targets(new NeighbourWalks(graph, walks.get(stage))).fit(rows);
    }
}
