package org.ae4j.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Figures over rounds. A round in which a process failed has no value: null. */
final class Statistics {
    private Statistics() {}

    /** The middle of the values that there are; of two the mean. */
    static OptionalDouble median(List<Double> values) {
        double[] sorted = sorted(values);
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        int middle = sorted.length / 2;
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }

    static OptionalDouble min(List<Double> values) {
        double[] sorted = sorted(values);
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[0]);
    }

    static OptionalDouble max(List<Double> values) {
        double[] sorted = sorted(values);
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length - 1]);
    }

    /**
     * The median over rounds of one value by the other of the same round: what slows a whole round down drops out.
     *
     * @return empty where no round has both
     */
    static OptionalDouble medianRatio(List<Double> numerators, List<Double> denominators) {
        var ratios = new ArrayList<Double>();
        for (int round = 0; round < Math.min(numerators.size(), denominators.size()); round++) {
            Double numerator = numerators.get(round);
            Double denominator = denominators.get(round);
            if (numerator != null && denominator != null) {
                ratios.add(numerator / denominator);
            }
        }
        return median(ratios);
    }

    private static double[] sorted(List<Double> values) {
        return values.stream()
                .filter(value -> value != null)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }
}
