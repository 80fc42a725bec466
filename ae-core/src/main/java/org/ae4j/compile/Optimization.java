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
 * @param perturbation noise, which networks that are trained in parts know; DL4J's configuration says nothing of it
 * @param seed of the initial weights
 */
public record Optimization(
        IUpdater updater,
        GradientNormalization clipping,
        double clippingThreshold,
        Perturbation perturbation,
        long seed) {
    /** Without noise. */
    public Optimization(IUpdater updater, GradientNormalization clipping, double clippingThreshold, long seed) {
        this(updater, clipping, clippingThreshold, Perturbation.none(), seed);
    }

    /** For networks that are used, not trained. */
    public static Optimization none() {
        return new Optimization(new Sgd(), GradientNormalization.None, 1, 0);
    }

    /** The same with other initial weights. */
    public Optimization seed(long newSeed) {
        return new Optimization(updater, clipping, clippingThreshold, perturbation, newSeed);
    }

    /** The same with another updater. */
    public Optimization updater(IUpdater newUpdater) {
        return new Optimization(newUpdater, clipping, clippingThreshold, perturbation, seed);
    }

    /** The same with noise. */
    public Optimization perturbation(Perturbation newPerturbation) {
        return new Optimization(updater, clipping, clippingThreshold, newPerturbation, seed);
    }
}
