package org.ae4j.pretrain.semi;

import java.util.Arrays;

/**
 * How much every class gets in all after propagation: a class whose labels spread far would else take rows from others.
 *
 * @see <a href="https://www.aaai.org/Papers/ICML/2003/ICML03-118.pdf">Zhu et al. 2003, section 4, class mass normalization</a>
 */
public enum ClassMass {
    /** What propagation gives. */
    AS_PROPAGATED,
    /** The same for each class: the default. */
    UNIFORM,
    /** In proportion to the labelled rows, where these were drawn as the others: for classes of unequal size. */
    AS_LABELLED;

    /**
     * A factor for each class.
     *
     * @param masses what propagation gave each class in all, above 0
     * @param labelled how many labelled rows each has, above 0
     */
    double[] factors(double[] masses, int[] labelled) {
        double[] factors = new double[masses.length];
        Arrays.setAll(factors, c -> switch (this) {
            case AS_PROPAGATED -> 1;
            case UNIFORM -> 1 / masses[c];
            case AS_LABELLED -> labelled[c] / masses[c];
        });
        return factors;
    }
}
