package org.ae4j.train;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The one-cycle learning rate (Smith and Topin 2018, in PyTorch's form with cosine annealing) as a DL4J schedule; DL4J's
 * own {@code CycleSchedule} jumps to its maximum. With steps t = 0 … T − 1 and u = rising·T − 1 the rate goes from
 * peak/startDivisor at t = 0 to the peak at t = u and to peak/endDivisor at t = T − 1, each part along
 * end + (start − end)·(1 + cos(π·p))/2 with p from 0 to 1; before 0 and after T − 1 it stays.
 */
public final class OneCycleSchedule implements ISchedule {
    private static final long serialVersionUID = 1L;

    private final double peak;
    private final double rising;
    private final double startDivisor;
    private final double endDivisor;
    private final int steps;

    /**
     * The rate over a run.
     *
     * @param peak the highest rate
     * @param rising share of the steps that go up, in (0, 1)
     * @param startDivisor peak / first rate
     * @param endDivisor peak / last rate
     * @param steps of the whole run
     */
    public OneCycleSchedule(
            @JsonProperty("peak") double peak,
            @JsonProperty("rising") double rising,
            @JsonProperty("startDivisor") double startDivisor,
            @JsonProperty("endDivisor") double endDivisor,
            @JsonProperty("steps") int steps) {
        this.peak = peak;
        this.rising = rising;
        this.startDivisor = startDivisor;
        this.endDivisor = endDivisor;
        this.steps = steps;
    }

    public double getPeak() {
        return peak;
    }

    public double getRising() {
        return rising;
    }

    public double getStartDivisor() {
        return startDivisor;
    }

    public double getEndDivisor() {
        return endDivisor;
    }

    public int getSteps() {
        return steps;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double top = Math.max(0, rising * steps - 1);
        double last = Math.max(top, steps - 1);
        if (iteration <= top) {
            return cosine(peak / startDivisor, peak, top == 0 ? 1 : iteration / top);
        }
        return cosine(peak, peak / endDivisor, Math.min(1, (iteration - top) / (last - top)));
    }

    private static double cosine(double start, double end, double progress) {
        return end + (start - end) * (1 + Math.cos(Math.PI * Math.max(0, progress))) / 2;
    }

    @Override
    public ISchedule clone() {
        return new OneCycleSchedule(peak, rising, startDivisor, endDivisor, steps);
    }
}
