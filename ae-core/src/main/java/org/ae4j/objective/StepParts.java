package org.ae4j.objective;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.ae4j.layer.LossPart;

/** The parts of one step's loss: first summed over the rows, then the means of a row. */
final class StepParts {
    private final Set<LossPart> all;
    private final double[] values = new double[LossPart.values().length];

    /** Of a loss that has these. */
    StepParts(Set<LossPart> all) {
        this.all = all.size() == 1 ? Set.of() : EnumSet.copyOf(all);
    }

    /** The parts; none where there is one alone. */
    Set<LossPart> all() {
        return all;
    }

    /** A part of the rows' loss, summed over them. */
    void sum(LossPart part, double value) {
        values[part.ordinal()] = value;
    }

    /** The same; nothing without a part. */
    void sum(Optional<LossPart> part, double value) {
        if (part.isPresent()) {
            sum(part.get(), value);
        }
    }

    /** From sums to means of a row, with the penalties on weights, which are no sum. */
    void divide(int rows, double penalties) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= rows;
        }
        values[LossPart.WEIGHTS.ordinal()] = penalties;
    }

    /** The mean of a row. */
    double mean(LossPart part) {
        return values[part.ordinal()];
    }
}
