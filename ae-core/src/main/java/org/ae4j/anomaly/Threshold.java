package org.ae4j.anomaly;

import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;

/**
 * From which score on a row is flagged: above this quantile of healthy rows, so that at most a share of 1 − quantile of
 * unseen healthy rows is flagged on average.
 *
 * @param quantile in (0, 1), default 0.99
 */
public record Threshold(double quantile) {
    /** Keeps rounding of 1 − quantile from costing a row: 0.99 asks for 99 rows, not for 100. */
    private static final double ROUNDING = 1e-9;

    public Threshold {
        if (!(quantile > 0 && quantile < 1)) {
            throw new InvalidSpecException("a threshold's quantile lies in (0, 1), found " + quantile);
        }
    }

    /**
     * Flags what lies above this quantile.
     *
     * @throws InvalidSpecException if it lies outside (0, 1)
     */
    public static Threshold quantile(double quantile) {
        return new Threshold(quantile);
    }

    /** The quantile 0.99. */
    public static Threshold defaults() {
        return new Threshold(0.99);
    }

    /** The fewest calibration rows that this level can be told from: 1 / (rows + 1) is at most 1 − quantile. */
    public long rowsNeeded() {
        return (long) Math.ceil(1 / (1 - quantile) - 1 - ROUNDING / (1 - quantile));
    }

    /** How many of n calibration scores may be at least as high as that of a flagged row. */
    int allowedAbove(int calibrationRows) {
        if (calibrationRows < rowsNeeded()) {
            throw new IncompatibleDataException(
                    "the quantile %s needs at least %d calibration rows, found %d; give more rows or a lower quantile"
                            .formatted(quantile, rowsNeeded(), calibrationRows));
        }
        return (int) Math.floor((1 - quantile) * (calibrationRows + 1.0) + ROUNDING) - 1;
    }
}
