package org.ae4j.compile;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * How a compiled network is trained.
 *
 * @param updater with its final learning rate or schedule
 * @param clipping DL4J's gradient clipping, applied to the mean gradient of a batch
 * @param clippingThreshold read where {@code clipping} clips
 * @param seed of the initial weights
 */
public record Optimization(IUpdater updater, GradientNormalization clipping, double clippingThreshold, long seed) {
    /** For networks that are used, not trained. */
    public static Optimization none() {
        return new Optimization(new Sgd(), GradientNormalization.None, 1, 0);
    }

    /** The same with other initial weights. */
    public Optimization seed(long newSeed) {
        return new Optimization(updater, clipping, clippingThreshold, newSeed);
    }
}
