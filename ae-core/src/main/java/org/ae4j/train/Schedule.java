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

    /** {@link Cosine} down to nothing. */
    static Schedule cosine() {
        return cosine(0);
    }

    /** {@link Cosine} down to this share of the updater's rate. */
    static Schedule cosine(double endFactor) {
        return new Cosine(endFactor);
    }

    /** {@link Step}: times the factor after every so many epochs. */
    static Schedule step(int epochs, double factor) {
        return new Step(epochs, factor);
    }

    /** {@link Exponential}: times the factor over each epoch, a little at every step. */
    static Schedule exponential(double factorPerEpoch) {
        return new Exponential(factorPerEpoch);
    }

    /** {@link ReduceOnPlateau}: times the factor when the loss no longer falls. */
    static Schedule reduceOnPlateau(int patience, double factor, double least) {
        return new ReduceOnPlateau(patience, factor, least);
    }

    /**
     * This schedule after a {@link WarmUp} of so many epochs, in place of one that it may have.
     *
     * @throws InvalidSpecException if this is one-cycle, which warms up by itself, or the epochs are not above 0
     */
    default Schedule warmUp(double epochs) {
        return new WarmUp(epochs, this instanceof WarmUp warmUp ? warmUp.then() : this);
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

    /**
     * One half cosine down over the run, without restarts (Loshchilov and Hutter 2017), see {@link CosineSchedule}.
     *
     * @param endFactor rate after the last step / first rate, in [0, 1), default 0
     */
    record Cosine(double endFactor) implements Schedule {
        public Cosine {
            if (!(endFactor >= 0 && endFactor < 1)) {
                throw new InvalidSpecException(
                        "cosine ends at a share of the rate in [0, 1), found endFactor " + endFactor);
            }
        }
    }

    /**
     * Stairs: after e epochs the rate is that of the updater times factor^⌊e / epochs⌋.
     *
     * @param epochs of one stair, at least 1
     * @param factor from one stair to the next, in (0, 1)
     */
    record Step(int epochs, double factor) implements Schedule {
        public Step {
            if (epochs < 1) {
                throw new InvalidSpecException("a step of the rate lasts at least 1 epoch, found " + epochs);
            }
            checkFactor("step", factor);
        }
    }

    /**
     * A steady decay, or growth: after t steps the rate is that of the updater times factorPerEpoch^(t / steps of an epoch).
     *
     * @param factorPerEpoch above 0, finite; below 1 for a decay
     */
    record Exponential(double factorPerEpoch) implements Schedule {
        public Exponential {
            if (!(factorPerEpoch > 0) || Double.isInfinite(factorPerEpoch)) {
                throw new InvalidSpecException(
                        "exponential multiplies the rate by a finite factor above 0, found " + factorPerEpoch);
            }
        }
    }

    /**
     * A lower rate whenever more than {@code patience} epochs in a row bring no better validation loss, or training loss
     * where nothing is validated; a loss is better that is lower than the best one by more than a 10,000th of it. As
     * PyTorch's {@code ReduceLROnPlateau}.
     *
     * @param patience epochs without a better loss that are let pass, at least 0
     * @param factor of each reduction, in (0, 1)
     * @param least rate that is not undercut, finite, at least 0
     */
    record ReduceOnPlateau(int patience, double factor, double least) implements Schedule {
        public ReduceOnPlateau {
            if (patience < 0) {
                throw new InvalidSpecException("patience with a plateau is at least 0 epochs, found " + patience);
            }
            checkFactor("plateau", factor);
            if (!(least >= 0) || Double.isInfinite(least)) {
                throw new InvalidSpecException(
                        "the least rate on a plateau is a finite number of at least 0, found " + least);
            }
        }
    }

    /**
     * A linear rise from near 0 to the first rate of another schedule, which begins when this one has ended (Goyal et al.
     * 2017, section 2.2), see {@link WarmUpSchedule}.
     *
     * @param epochs that it takes, finite, above 0; parts of an epoch are allowed
     * @param then what follows, neither one-cycle nor another warm-up
     */
    record WarmUp(double epochs, Schedule then) implements Schedule {
        public WarmUp {
            if (!(epochs > 0) || Double.isInfinite(epochs)) {
                throw new InvalidSpecException("a warm-up takes a finite number of epochs above 0, found " + epochs);
            }
            if (then == null || then instanceof WarmUp) {
                throw new InvalidSpecException("a warm-up is followed by a schedule that is no warm-up itself");
            }
            if (then instanceof OneCycle) {
                throw new InvalidSpecException(
                        "one-cycle warms up by itself; leave the warm-up out, or choose another schedule");
            }
        }
    }

    private static void checkFactor(String name, double factor) {
        if (!(factor > 0 && factor < 1)) {
            throw new InvalidSpecException(name + " lowers the rate by a factor in (0, 1), found " + factor);
        }
    }
}
