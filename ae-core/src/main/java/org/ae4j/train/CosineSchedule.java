package org.ae4j.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Cosine annealing without restarts (Loshchilov and Hutter 2017, equation 5) as a DL4J schedule: step t of T has the rate
 * end + (start − end)·(1 + cos(π·t/T))/2, and every step after them {@code end}.
 *
 * @param start the first rate
 * @param end the rate that the step after the last one would have
 * @param steps T, at least 1
 */
public record CosineSchedule(
        @JsonProperty("start") double start,
        @JsonProperty("end") double end,
        @JsonProperty("steps") int steps) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
        double progress = Math.min(1, (double) iteration / steps);
        return end + (start - end) * (1 + Math.cos(Math.PI * progress)) / 2;
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
