package org.ae4j.layer;

import java.util.random.RandomGenerator;

/**
 * The standard normal distribution.
 *
 * @param size of a code, at least 1
 */
public record GaussianPrior(int size) implements CodePrior {
    /** Throws {@link org.ae4j.InvalidSpecException} for a size below 1. */
    public GaussianPrior {
        Require.size(size);
    }

    @Override
    public void sample(double[] into, int rows, RandomGenerator random) {
        for (int i = 0; i < rows * size; i++) {
            into[i] = random.nextGaussian();
        }
    }

    @Override
    public double spread() {
        return 1;
    }
}
