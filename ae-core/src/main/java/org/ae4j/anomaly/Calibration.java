package org.ae4j.anomaly;

import java.util.Arrays;

/**
 * Scores of healthy rows that training never saw: split conformal prediction. The p-value of a score s is
 * (1 + #{calibration scores ≥ s}) / (n + 1); for a healthy row it is at most α with a chance of at most α
 * (Vovk, Gammerman and Shafer 2005, proposition 2.8; Bates et al. 2023).
 */
final class Calibration {
    private final Threshold threshold;
    private final double[] ascending;
    private final int allowedAbove;

    /**
     * Sets the threshold.
     *
     * @throws org.ae4j.IncompatibleDataException if there are fewer scores than the threshold's level needs
     */
    Calibration(Threshold threshold, double[] scores) {
        this.threshold = threshold;
        this.allowedAbove = threshold.allowedAbove(scores.length);
        this.ascending = scores.clone();
        Arrays.sort(ascending);
    }

    Threshold threshold() {
        return threshold;
    }

    /** Ascending, a copy. */
    double[] scores() {
        return ascending.clone();
    }

    double pValue(double score) {
        return (1.0 + atLeast(score)) / (ascending.length + 1);
    }

    boolean flags(double score) {
        return atLeast(score) <= allowedAbove;
    }

    /** The highest score that is not flagged. */
    double limit() {
        return ascending[ascending.length - 1 - allowedAbove];
    }

    /** How many calibration scores are at least this high. */
    private int atLeast(double score) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return ascending.length - low;
    }
}
