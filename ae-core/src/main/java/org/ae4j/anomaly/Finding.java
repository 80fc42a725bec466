package org.ae4j.anomaly;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a detector says of one row. */
public final class Finding {
    private static final int SHOWN = 3;

    private final int row;
    private final double score;
    private final OptionalDouble pValue;
    private final boolean flagged;
    private final Supplier<List<Cause>> explainer;
    private volatile List<Cause> explanation;

    Finding(int row, double score, OptionalDouble pValue, boolean flagged, Supplier<List<Cause>> explainer) {
        this.row = row;
        this.score = score;
        this.pValue = pValue;
        this.flagged = flagged;
        this.explainer = explainer;
    }

    /** The number of the row in the samples, from 0. */
    public int row() {
        return row;
    }

    /** The anomaly score, higher is stranger; infinite where the row's numbers are too large for the model. */
    public double score() {
        return score;
    }

    /**
     * In (0, 1]: the chance that a healthy row, exchangeable with the calibration rows, scores at least as high; empty
     * without calibration. Promises nothing where the model was trained on the calibration rows.
     */
    public OptionalDouble pValue() {
        return pValue;
    }

    /** Whether the score is above the threshold; never without one. */
    public boolean flagged() {
        return flagged;
    }

    /**
     * The columns that made the score, the most to blame first; found when first asked for.
     *
     * @throws IllegalStateException if it is first asked for after the detector is closed
     */
    public List<Cause> explanation() {
        if (explanation == null) {
            explanation = explainer.get();
        }
        return explanation;
    }

    /** Such as {@code row 17, score 6.2, p-value 0.0005: oil_bar 1.2 (expected 3.4, 87 %)}. */
    @Override
    public String toString() {
        String p = pValue.isPresent() ? String.format(Locale.ROOT, ", p-value %.2g", pValue.getAsDouble()) : "";
        String causes = explanation().stream().limit(SHOWN).map(Cause::toString).collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT, "row %d, score %.4g%s%s", row, score, p, causes.isEmpty() ? "" : ": " + causes);
    }
}
