package org.ae4j.pretrain.compare;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean of paired differences with its interval and test by Student's t of n − 1 degrees of freedom.
 *
 * @param mean of the differences
 * @param low end of the interval that holds the true mean 95 times of 100, where differences are normal; NaN for one pair
 * @param high end of it
 * @param p probability of a mean at least as far from 0 where the true mean is 0; NaN for one pair
 */
record PairedDifference(double mean, double low, double high, double p) {
    static final double CONFIDENCE = 0.95;

    /**
     * The differences' mean.
     *
     * @param differences at least 1, finite
     */
    static PairedDifference of(double... differences) {
        int n = differences.length;
        double mean = StatUtils.mean(differences);
        if (n == 1) {
            return new PairedDifference(mean, Double.NaN, Double.NaN, Double.NaN);
        }
        double error = Math.sqrt(StatUtils.variance(differences) / n);
        if (error == 0) {
            return new PairedDifference(mean, mean, mean, mean == 0 ? 1 : 0);
        }
        var student = new TDistribution(n - 1.0);
        double half = error * student.inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double p = 2 * student.cumulativeProbability(-Math.abs(mean) / error);
        return new PairedDifference(mean, mean - half, mean + half, p);
    }
}
