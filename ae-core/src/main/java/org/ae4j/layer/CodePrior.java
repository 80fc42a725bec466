package org.ae4j.layer;

import java.util.random.RandomGenerator;

/** A distribution that codes are to have. */
public interface CodePrior {
    /** How many numbers a code has. */
    int size();

    /**
     * Draws codes.
     *
     * @param into gets {@code [rows, size]} row-major; may be longer
     */
    void sample(double[] into, int rows, RandomGenerator random);

    /** The root mean square of a coordinate, over all of them. */
    double spread();
}
