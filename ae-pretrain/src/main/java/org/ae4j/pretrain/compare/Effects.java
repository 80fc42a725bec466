package org.ae4j.pretrain.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;
import org.ae4j.pretrain.compare.Effect.Evidence;

/**
 * Effects of variants against one baseline.
 *
 * @param seeds the figures' order
 * @param effects in the order of the variants
 */
public record Effects(Measure measure, List<Long> seeds, Outcome baseline, List<Effect> effects) {
    private static final double LEVEL = 1 - PairedDifference.CONFIDENCE;

    public Effects {
        seeds = List.copyOf(seeds);
        effects = List.copyOf(effects);
    }

    /**
     * Refuses a baseline that diverged.
     *
     * @throws InvalidSpecException if it did
     */
    static void checkBaseline(Outcome baseline) {
        if (baseline.diverged() > 0) {
            throw new InvalidSpecException(
                    "the baseline diverges from %d of %d seeds, and nothing can be compared with it; lower its learning rate,"
                                    .formatted(
                                            baseline.diverged(),
                                            baseline.figures().size())
                            + " or clip its gradients");
        }
    }

    /** Compares outcomes with a baseline's that did not diverge. */
    static Effects of(Measure measure, List<Long> seeds, Outcome baseline, List<Outcome> others) {
        List<Optional<PairedDifference>> differences = others.stream()
                .map(other -> difference(measure, baseline, other))
                .toList();
        double[] p = differences.stream()
                .flatMap(Optional::stream)
                .mapToDouble(PairedDifference::p)
                .toArray();
        double[] corrected = Holm.corrected(p);
        int[] next = {0};
        List<Effect> effects = IntStream.range(0, others.size())
                .mapToObj(i -> differences
                        .get(i)
                        .map(difference -> effect(measure, others.get(i), difference, corrected[next[0]++]))
                        .orElseGet(() -> diverged(others.get(i))))
                .toList();
        return new Effects(measure, seeds, baseline, effects);
    }

    /** The effect of the variant of this name. */
    public Optional<Effect> of(String variant) {
        return effects.stream().filter(effect -> effect.name().equals(variant)).findFirst();
    }

    private static Optional<PairedDifference> difference(Measure measure, Outcome baseline, Outcome other) {
        if (other.diverged() > 0) {
            return Optional.empty();
        }
        DoubleUnaryOperator scale =
                measure.isRatio() ? figure -> Math.log(Math.max(figure, Double.MIN_NORMAL)) : figure -> figure;
        return Optional.of(PairedDifference.of(IntStream.range(
                        0, baseline.figures().size())
                .mapToDouble(i -> scale.applyAsDouble(other.figures().get(i).getAsDouble())
                        - scale.applyAsDouble(baseline.figures().get(i).getAsDouble()))
                .toArray()));
    }

    private static Effect effect(Measure measure, Outcome outcome, PairedDifference difference, double corrected) {
        DoubleUnaryOperator change = measure.isRatio() ? Math::expm1 : value -> value;
        if (Double.isNaN(difference.p())) {
            return new Effect(
                    outcome,
                    OptionalDouble.of(change.applyAsDouble(difference.mean())),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Evidence.ONE_SEED);
        }
        return new Effect(
                outcome,
                OptionalDouble.of(change.applyAsDouble(difference.mean())),
                OptionalDouble.of(change.applyAsDouble(difference.low())),
                OptionalDouble.of(change.applyAsDouble(difference.high())),
                OptionalDouble.of(corrected),
                evidence(measure, difference, corrected));
    }

    private static Evidence evidence(Measure measure, PairedDifference difference, double corrected) {
        if (difference.low() == 0 && difference.high() == 0) {
            return Evidence.SAME;
        }
        if (corrected >= LEVEL) {
            return Evidence.NONE;
        }
        return difference.mean() < 0 == measure.lowerIsBetter() ? Evidence.HELPS : Evidence.HARMS;
    }

    private static Effect diverged(Outcome outcome) {
        return new Effect(
                outcome,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Evidence.DIVERGED);
    }
}
