package org.ae4j.train;

import org.ae4j.InvalidSpecException;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * A schedule of epochs as DL4J's schedule of steps.
 *
 * @param rate the updater's own
 * @param stepsPerEpoch at least 1
 * @param steps of the whole run
 */
record RateOverSteps(double rate, int stepsPerEpoch, int steps) {
    /** Whether DL4J has to be told: a plateau is known only on the way, see {@link Plateau}. */
    static boolean isMoved(Schedule schedule) {
        return !(schedule instanceof Schedule.Constant || schedule instanceof Schedule.ReduceOnPlateau);
    }

    /**
     * The rate of each step.
     *
     * @throws InvalidSpecException if a warm-up takes the whole run
     */
    ISchedule of(Schedule schedule) {
        if (schedule instanceof Schedule.WarmUp warmUp) {
            return warmedUp(warmUp);
        }
        if (schedule instanceof Schedule.OneCycle cycle) {
            return new OneCycleSchedule(rate, cycle.rising(), cycle.startDivisor(), cycle.endDivisor(), steps);
        }
        if (schedule instanceof Schedule.Cosine cosine) {
            return new CosineSchedule(rate, rate * cosine.endFactor(), steps);
        }
        if (schedule instanceof Schedule.Step step) {
            double length = (double) step.epochs() * stepsPerEpoch;
            return new StepSchedule(ScheduleType.ITERATION, rate, step.factor(), length);
        }
        if (schedule instanceof Schedule.Exponential exponential) {
            double factor = Math.pow(exponential.factorPerEpoch(), 1.0 / stepsPerEpoch);
            return new ExponentialSchedule(ScheduleType.ITERATION, rate, factor);
        }
        return new FixedSchedule(rate);
    }

    private ISchedule warmedUp(Schedule.WarmUp warmUp) {
        long warming = Math.max(1, Math.round(warmUp.epochs() * stepsPerEpoch));
        if (warming >= steps) {
            throw new InvalidSpecException(
                    "a warm-up of %s epochs leaves nothing of the run's %d; shorten it, or train longer"
                            .formatted(warmUp.epochs(), steps / stepsPerEpoch));
        }
        int first = Math.toIntExact(warming);
        return new WarmUpSchedule(first, new RateOverSteps(rate, stepsPerEpoch, steps - first).of(warmUp.then()));
    }
}
