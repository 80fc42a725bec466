package org.ae4j.train;

import org.ae4j.InvalidSpecException;

/** A bound on the mean gradient of a batch, against steps that are too large. */
public sealed interface Clipping {
    /** No bound: the default. */
    static Clipping none() {
        return new None();
    }

    /**
     * Each component is kept within ± the limit.
     *
     * @throws InvalidSpecException if the limit is not finite and above 0
     */
    static Clipping byValue(double limit) {
        return new ByValue(limit);
    }

    /**
     * Each layer's gradient is shortened to this L2 norm where it is longer (Pascanu et al. 2013, by layer).
     *
     * @throws InvalidSpecException if the limit is not finite and above 0
     */
    static Clipping byNorm(double limit) {
        return new ByNorm(limit);
    }

    /** No bound. */
    record None() implements Clipping {}

    /**
     * A bound on each component.
     *
     * @param limit finite, above 0
     */
    record ByValue(double limit) implements Clipping {
        public ByValue {
            check(limit);
        }
    }

    /**
     * A bound on each layer's norm.
     *
     * @param limit finite, above 0
     */
    record ByNorm(double limit) implements Clipping {
        public ByNorm {
            check(limit);
        }
    }

    private static void check(double limit) {
        if (!(limit > 0) || Double.isInfinite(limit)) {
            throw new InvalidSpecException("clipping needs a finite limit above 0, found " + limit);
        }
    }
}
