package org.ae4j.pretrain.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Combines what helped by itself: beginning with what helped most, each is added that betters what was chosen before.
 *
 * @param measure by which
 * @param leastGain a share of the figure where the measure is a ratio, else a difference, above which something betters
 */
public record ForwardSelection(Measure measure, double leastGain) {
    /**
     * A choice and what it came to.
     *
     * @param <T> of the choice
     */
    public record Tried<T>(T choice, Outcome outcome) {}

    /**
     * What is chosen, and its outcome; the baseline's, and nothing, if nothing betters it.
     *
     * @param baseline of nothing
     * @param alone choices by themselves, at most one of which is wanted of those that exclude each other
     * @param combined trains several together, the last one holding where they contradict each other; empty if they cannot
     *     be combined
     */
    public <T> Tried<List<T>> select(
            Outcome baseline, List<Tried<T>> alone, Function<List<T>, Optional<Outcome>> combined) {
        List<Tried<T>> promising = alone.stream()
                .filter(tried -> betters(tried.outcome(), baseline))
                .sorted(Comparator.comparingDouble(tried -> -gain(tried.outcome(), baseline)))
                .toList();
        Tried<List<T>> best = new Tried<>(List.of(), baseline);
        for (Tried<T> next : promising) {
            var choices = new ArrayList<>(best.choice());
            choices.add(next.choice());
            Optional<Outcome> outcome =
                    choices.size() == 1 ? Optional.of(next.outcome()) : combined.apply(List.copyOf(choices));
            if (outcome.isPresent() && betters(outcome.get(), best.outcome())) {
                best = new Tried<>(List.copyOf(choices), outcome.get());
            }
        }
        return best;
    }

    private boolean betters(Outcome outcome, Outcome other) {
        return outcome.mean().isPresent() && gain(outcome, other) > leastGain;
    }

    private double gain(Outcome outcome, Outcome other) {
        if (outcome.mean().isEmpty()) {
            return Double.NEGATIVE_INFINITY;
        }
        double found = outcome.mean().getAsDouble();
        double before = other.mean().getAsDouble();
        double gain = measure.lowerIsBetter() ? before - found : found - before;
        return measure.isRatio() ? gain / before : gain;
    }
}
