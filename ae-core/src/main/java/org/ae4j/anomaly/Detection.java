package org.ae4j.anomaly;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a detector says of samples.
 *
 * @param all one finding a row, in the order of the rows
 * @param threshold the highest score that is not flagged; empty without calibration
 */
public record Detection(List<Finding> all, OptionalDouble threshold) {
    public Detection {
        all = List.copyOf(all);
    }

    /** The rows whose score is above the threshold, in the order of the rows; none without a threshold. */
    public List<Finding> flagged() {
        return all.stream().filter(Finding::flagged).toList();
    }

    /** {@code [rows]}: all scores. */
    public double[] scores() {
        return all.stream().mapToDouble(Finding::score).toArray();
    }
}
