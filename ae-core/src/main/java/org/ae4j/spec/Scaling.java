package org.ae4j.spec;

import org.ae4j.InvalidSpecException;

/**
 * How raw numbers become what the network sees. Fitted on the training rows alone, stored in the model and undone on
 * output. Categorical columns become one-hot whatever the scaling.
 */
public sealed interface Scaling {
    /** Raw numbers as they are. */
    static Scaling none() {
        return new None();
    }

    /** Each column minus its mean, divided by its standard deviation. */
    static Scaling standard() {
        return new Standard();
    }

    /** Each column onto 0..1 by its smallest and largest training value. */
    static Scaling minMax() {
        return new MinMax();
    }

    /**
     * Every column divided by one number, such as 255 for pixels.
     *
     * @throws InvalidSpecException if the number is not finite and positive
     */
    static Scaling divide(double by) {
        return new Divide(by);
    }

    /** Whether scaled training values are meant to lie in 0..1. */
    default boolean isUnit() {
        return this instanceof MinMax || this instanceof Divide;
    }

    /** Raw numbers as they are. */
    record None() implements Scaling {}

    /** Mean 0, standard deviation 1. */
    record Standard() implements Scaling {}

    /** Onto 0..1. */
    record MinMax() implements Scaling {}

    /**
     * Division by one number.
     *
     * @param by finite, above 0
     */
    record Divide(double by) implements Scaling {
        public Divide {
            if (!(by > 0) || Double.isInfinite(by)) {
                throw new InvalidSpecException("scaling divides by a finite number above 0, found " + by);
            }
        }
    }
}
