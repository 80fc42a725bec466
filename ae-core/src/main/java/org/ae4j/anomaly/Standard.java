package org.ae4j.anomaly;

import java.util.Arrays;

/**
 * A measure made comparable with others: log(1 + x / scale), less its mean over training rows, divided by its deviation
 * over them.
 *
 * @param scale the mean of x over training rows; 1 where that is 0
 * @param mean of the logarithms
 * @param deviation of the logarithms; 1 where that is 0
 */
record Standard(double scale, double mean, double deviation) {
    /** From what training rows measure: numbers of 0 or more, at least one. */
    static Standard of(double[] training) {
        double average = Arrays.stream(training).average().orElseThrow();
        double scale = average > 0 ? average : 1;
        double[] logs = Arrays.stream(training).map(x -> Math.log1p(x / scale)).toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double variance = Arrays.stream(logs)
                .map(log -> (log - mean) * (log - mean))
                .average()
                .orElseThrow();
        return new Standard(scale, mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    double of(double x) {
        return (Math.log1p(x / scale) - mean) / deviation;
    }
}
