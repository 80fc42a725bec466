package org.ae4j.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A linear warm-up before another DL4J schedule (Goyal et al. 2017, section 2.2): step t of the first W has the rate
 * r·(t + 1)/W, r being the other's first, and step W + s that of the other's step s.
 *
 * @param steps W, at least 1
 * @param then the other schedule
 */
public record WarmUpSchedule(
        @JsonProperty("steps") int steps,
        @JsonProperty("then") ISchedule then) implements ISchedule {
    @Override
    public double valueAt(int iteration, int epoch) {
        return iteration < steps
                ? then.valueAt(0, epoch) * (iteration + 1) / steps
                : then.valueAt(iteration - steps, epoch);
    }

    @Override
    public ISchedule clone() {
        return new WarmUpSchedule(steps, then.clone());
    }
}
