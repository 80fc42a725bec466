package org.ae4j.layer;

import java.util.random.RandomGenerator;

/**
 * As many normal distributions as there are modes, alike but for their means, which lie evenly on a circle around 0 in the
 * first two dimensions, the first at (radius, 0); the other dimensions have mean 0. All modes are as likely (after the
 * mixtures of Makhzani et al. 2016, section 2.3).
 *
 * @param size of a code, at least 2
 * @param modes at least 1
 * @param radius of the circle, at least 0
 * @param sigma deviation of a mode in every dimension, above 0
 */
public record MixturePrior(int size, int modes, double radius, double sigma) implements CodePrior {
    /** Throws {@link org.ae4j.InvalidSpecException} for values out of range. */
    public MixturePrior {
        Require.that(size >= 2, "a mixture on a circle needs codes of at least 2 numbers, found " + size);
        Require.that(modes >= 1, "a mixture needs at least 1 mode, found " + modes);
        Require.weight("the radius of a mixture", radius);
        Require.that(
                sigma > 0 && Double.isFinite(sigma),
                "the deviation of a mixture's modes is a finite number above 0, found " + sigma);
    }

    @Override
    public void sample(double[] into, int rows, RandomGenerator random) {
        for (int i = 0; i < rows; i++) {
            double angle = 2 * Math.PI * random.nextInt(modes) / modes;
            for (int j = 0; j < size; j++) {
                into[i * size + j] = sigma * random.nextGaussian();
            }
            into[i * size] += radius * Math.cos(angle);
            into[i * size + 1] += radius * Math.sin(angle);
        }
    }

    @Override
    public double spread() {
        return Math.sqrt(sigma * sigma + radius * radius / size);
    }
}
