package org.ae4j.pretrain.study;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What one method reached with so many labels.
 *
 * @param perClass labels per class, or {@link LabelDraw#ALL}
 * @param rows labelled rows in all
 * @param accuracies one a draw, 0..1; none where the method does not apply
 */
public record LabelPoint(int perClass, int rows, List<Double> accuracies) {
    public LabelPoint {
        accuracies = List.copyOf(accuracies);
    }

    /** The mean over the draws. */
    public OptionalDouble mean() {
        return accuracies.stream().mapToDouble(Double::doubleValue).average();
    }

    /** The standard deviation over the draws, with n − 1; empty for fewer than 2. */
    public OptionalDouble deviation() {
        if (accuracies.size() < 2) {
            return OptionalDouble.empty();
        }
        double mean = mean().orElseThrow();
        double squares =
                accuracies.stream().mapToDouble(a -> (a - mean) * (a - mean)).sum();
        return OptionalDouble.of(Math.sqrt(squares / (accuracies.size() - 1)));
    }

    /** Labels per class as people write them. */
    public String labels() {
        return labels(perClass);
    }

    static String labels(int perClass) {
        return perClass == LabelDraw.ALL ? "all" : Integer.toString(perClass);
    }
}
