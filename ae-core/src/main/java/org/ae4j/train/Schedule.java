package org.ae4j.train;

import org.ae4j.InvalidSpecException;

/** How the learning rate moves over a run; the updater's own rate is the highest that it reaches. */
public sealed interface Schedule {
    /** The updater's rate throughout: the default. */
    static Schedule constant() {
        return new Constant();
    }

    /** {@link OneCycle} with PyTorch's usual numbers: 30 % of the steps up from a 25th, down to a 250,000th. */
    static Schedule oneCycle() {
        return new OneCycle(0.3, 25, 2.5e5);
    }

    /** The updater's rate throughout. */
    record Constant() implements Schedule {}

    /**
     * One cosine up to the peak and one down (Smith and Topin 2018), see {@link OneCycleSchedule}.
     *
     * @param rising share of the steps that go up, in (0, 1), default 0.3
     * @param startDivisor peak / first rate, at least 1, default 25
     * @param endDivisor peak / last rate, at least 1, default 250,000
     */
    record OneCycle(double rising, double startDivisor, double endDivisor) implements Schedule {
        public OneCycle {
            if (!(rising > 0 && rising < 1) || !(startDivisor >= 1) || !(endDivisor >= 1)) {
                throw new InvalidSpecException(
                        "one-cycle rises over a share of the steps in (0, 1) and divides its peak by"
                                + " at least 1, found rising " + rising + ", startDivisor " + startDivisor
                                + ", endDivisor "
                                + endDivisor);
            }
        }
    }
}
