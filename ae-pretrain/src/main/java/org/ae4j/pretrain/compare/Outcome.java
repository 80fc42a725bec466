package org.ae4j.pretrain.compare;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What the runs of a variant came to.
 *
 * @param name the variant's
 * @param figures one a seed, in their order; empty where the training diverged
 */
public record Outcome(String name, List<OptionalDouble> figures) {
    public Outcome {
        figures = List.copyOf(figures);
    }

    /** The mean over all seeds; empty if one of them diverged. */
    public OptionalDouble mean() {
        return diverged() > 0
                ? OptionalDouble.empty()
                : figures.stream().mapToDouble(OptionalDouble::getAsDouble).average();
    }

    /** How many seeds diverged. */
    public int diverged() {
        return (int) figures.stream().filter(OptionalDouble::isEmpty).count();
    }
}
