package org.ae4j.spec;

import java.util.random.RandomGenerator;
import org.ae4j.InvalidSpecException;

/**
 * What training does to the scaled input while the target stays clean: the network learns to undo it, and so what holds
 * the columns together (Vincent et al. 2010). Nothing is corrupted in use.
 */
public sealed interface Corruption {
    /** The input as it is: the default. */
    static Corruption none() {
        return new None();
    }

    /**
     * Each number is set to 0 with this probability.
     *
     * @throws InvalidSpecException if the probability lies outside (0, 1)
     */
    static Corruption masking(double probability) {
        return new Masking(probability);
    }

    /**
     * Normal noise of this standard deviation is added to each number, in scaled units.
     *
     * @throws InvalidSpecException if the standard deviation is not finite and above 0
     */
    static Corruption gaussian(double sigma) {
        return new Gaussian(sigma);
    }

    /**
     * Corrupts the numbers {@code from} … {@code to − 1} in place.
     *
     * @param scaled any shape
     * @param random fixes what is drawn
     */
    void corrupt(float[] scaled, int from, int to, RandomGenerator random);

    default boolean isNone() {
        return this instanceof None;
    }

    /** The input as it is. */
    record None() implements Corruption {
        @Override
        public void corrupt(float[] scaled, int from, int to, RandomGenerator random) {
            // nothing
        }
    }

    /**
     * Numbers set to 0.
     *
     * @param probability in (0, 1)
     */
    record Masking(double probability) implements Corruption {
        public Masking {
            if (!(probability > 0 && probability < 1)) {
                throw new InvalidSpecException("masking needs a probability in (0, 1), found " + probability);
            }
        }

        @Override
        public void corrupt(float[] scaled, int from, int to, RandomGenerator random) {
            for (int i = from; i < to; i++) { // by bits: a branch that cannot be predicted costs thrice as much
                int kept = random.nextDouble() < probability ? 0 : -1;
                scaled[i] = Float.intBitsToFloat(Float.floatToRawIntBits(scaled[i]) & kept);
            }
        }
    }

    /**
     * Normal noise.
     *
     * @param sigma in scaled units, finite, above 0
     */
    record Gaussian(double sigma) implements Corruption {
        public Gaussian {
            if (!(sigma > 0) || Double.isInfinite(sigma)) {
                throw new InvalidSpecException("gaussian corruption needs a finite sigma above 0, found " + sigma);
            }
        }

        @Override
        public void corrupt(float[] scaled, int from, int to, RandomGenerator random) {
            for (int i = from; i < to; i++) {
                scaled[i] += (float) (sigma * random.nextGaussian());
            }
        }
    }
}
