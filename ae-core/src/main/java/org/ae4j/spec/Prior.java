package org.ae4j.spec;

import org.ae4j.InvalidSpecException;

/** How codes are to be spread, so that codes drawn from it can be decoded. */
public sealed interface Prior {
    /** Standard normal in every dimension. */
    static Prior gaussian() {
        return new Gaussian();
    }

    /**
     * Equal normals around a circle.
     *
     * @throws InvalidSpecException if a number is out of its range
     */
    static Prior mixture(int modes, double radius, double sigma) {
        return new Mixture(modes, radius, sigma);
    }

    /** Standard normal. */
    record Gaussian() implements Prior {}

    /**
     * Equal normals whose means lie evenly on a circle in the first two dimensions (Makhzani et al. 2016, section 2.3); in
     * the others they are around 0.
     *
     * @param modes how many, at least 2
     * @param radius of the circle, above 0
     * @param sigma standard deviation of each in every dimension, above 0
     */
    record Mixture(int modes, double radius, double sigma) implements Prior {
        public Mixture {
            if (modes < 2) {
                throw new InvalidSpecException("a mixture has at least 2 modes, found " + modes);
            }
            Numbers.positive("the mixture's radius", radius);
            Numbers.positive("the mixture's sigma", sigma);
        }
    }
}
