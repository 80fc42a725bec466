package org.ae4j.train;

import java.util.random.RandomGenerator;

/**
 * Which row an autoencoder learns to give for another one, so that its code comes to hold what the two share and to drop the
 * rest. Asked for each row once an epoch.
 *
 * @see <a href="https://doi.org/10.1109/CVPRW.2014.79">Wang et al. 2014, generalized autoencoders</a>
 * @see <a href="https://arxiv.org/abs/1811.01557">Yeh et al. 2018, neighbour-encoders</a>
 */
@FunctionalInterface
public interface TargetRows {
    /**
     * The target of a row.
     *
     * @param row of the training rows, 0 for the first
     * @param random what is drawn must come from here, so that the plan's seed fixes it
     * @return a training row, maybe the same
     */
    int of(int row, RandomGenerator random);
}
