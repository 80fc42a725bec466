package org.ae4j.train;

import java.util.Arrays;

/**
 * Losses of epochs in order, and what can be read off them.
 *
 * @param losses at least three
 */
record LossCurve(double[] losses) {
    double at(int epoch) {
        return losses[epoch];
    }

    double first() {
        return losses[0];
    }

    double last() {
        return losses[losses.length - 1];
    }

    double lowest() {
        return losses[lowestAt()];
    }

    /** Where the lowest loss is, counted from 0; the first of equals. */
    int lowestAt() {
        int lowest = 0;
        for (int i = 1; i < losses.length; i++) {
            lowest = losses[i] < losses[lowest] ? i : lowest;
        }
        return lowest;
    }

    /** From the first epoch's loss down to the lowest. */
    double fall() {
        return first() - lowest();
    }

    /** The median of the last three. */
    double endMedian() {
        double[] end = Arrays.copyOfRange(losses, losses.length - 3, losses.length);
        Arrays.sort(end);
        return end[1];
    }

    /** How far the mean of the last tenth of the epochs lies below that of the tenth before. */
    double lateFall() {
        int tenth = Math.max(1, losses.length / 10);
        return mean(losses.length - 2 * tenth, losses.length - tenth) - mean(losses.length - tenth, losses.length);
    }

    /**
     * The last epoch, counted from 0, whose loss lies above the lowest one before by more than a share of the fall until
     * then and by more than a share of the first loss; 0 if there is none.
     */
    int lastJump(double ofFall, double ofFirst) {
        int jump = 0;
        double lowest = first();
        for (int i = 1; i < losses.length; i++) {
            double rise = losses[i] - lowest;
            if (rise > ofFall * (first() - lowest) && rise > ofFirst * Math.abs(first())) {
                jump = i;
            }
            lowest = Math.min(lowest, losses[i]);
        }
        return jump;
    }

    private double mean(int from, int to) {
        return Arrays.stream(losses, from, to).average().orElseThrow();
    }
}
