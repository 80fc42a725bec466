package org.ae4j.pretrain;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.Suggestion;

/** How much a row counts by its class: a factor on the row's loss, in training and in validation. */
public sealed interface ClassWeights {
    /** Every row counts the same: the default. */
    static ClassWeights none() {
        return new Given(Map.of());
    }

    /** Every class counts the same: a row of class c counts rows / (classes · rows of c), which is 1 on average. */
    static ClassWeights balanced() {
        return new Balanced();
    }

    /**
     * Given factors by class; classes not named count 1.
     *
     * @throws InvalidSpecException if a factor is not finite and above 0
     */
    static ClassWeights of(Map<String, Double> weights) {
        return new Given(weights);
    }

    /**
     * The factors of a training set's classes, in their order.
     *
     * @param classes at least one
     * @param counts how many training rows each has, above 0
     * @throws IncompatibleDataException if a factor is given for a class that is not there
     */
    double[] of(List<String> classes, int[] counts);

    /** Every class counts the same. */
    record Balanced() implements ClassWeights {
        @Override
        public double[] of(List<String> classes, int[] counts) {
            double mean = (double) Arrays.stream(counts).sum() / counts.length;
            return Arrays.stream(counts).mapToDouble(count -> mean / count).toArray();
        }
    }

    /**
     * Given factors.
     *
     * @param weights by class, finite and above 0; 1 for others
     */
    record Given(Map<String, Double> weights) implements ClassWeights {
        public Given {
            weights = Collections.unmodifiableMap(new TreeMap<>(weights)); // files have one order
            weights.forEach((label, weight) -> {
                if (!(weight > 0) || Double.isInfinite(weight)) {
                    throw new InvalidSpecException(
                            "the weight of class '%s' is a finite number above 0, found %s".formatted(label, weight));
                }
            });
        }

        @Override
        public double[] of(List<String> classes, int[] counts) {
            for (String label : weights.keySet()) {
                if (!classes.contains(label)) {
                    throw new IncompatibleDataException("a weight is given for class '" + label
                            + "', which no training row has" + Suggestion.forUnknown(label, classes));
                }
            }
            return classes.stream()
                    .mapToDouble(label -> weights.getOrDefault(label, 1.0))
                    .toArray();
        }
    }
}
