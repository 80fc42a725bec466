package org.ae4j.compile;

import org.ae4j.InvalidSpecException;

/**
 * Noise that shakes training out of poor optima, drawn by the plan's seed.
 *
 * <p>Step t = 0, 1, … adds N(0, eta / (1 + t)^gamma) to each component of the mean gradient, before it is clipped
 * (Neelakantan et al. 2015, section 2). Between one epoch and the next, every so many of them, each array of parameters gets
 * N(0, (sigma · r)²) added to each number, r being the root mean square of that array; never after the last epoch. Both are
 * for what encoder and decoder learn by gradients, not for running statistics; what holds weights in bounds or together
 * holds afterwards as well.
 *
 * @param eta variance of the first step's gradient noise, finite, at least 0, default 0: none; the paper takes 0.01, 0.3
 *     or 1
 * @param gamma how fast that variance falls, finite, at least 0, default 0.55 as in the paper
 * @param sigma weight noise as a share of each array's root mean square, finite, at least 0, default 0: none
 * @param everyEpochs epochs from one weight noise to the next, at least 1, default 1
 */
public record Perturbation(double eta, double gamma, double sigma, int everyEpochs) {
    private static final double USUAL_GAMMA = 0.55;

    public Perturbation {
        check("the variance eta of gradient noise", eta);
        check("the exponent gamma of gradient noise", gamma);
        check("the share sigma of weight noise", sigma);
        if (everyEpochs < 1) {
            throw new InvalidSpecException("weight noise comes every 1 or more epochs, found " + everyEpochs);
        }
    }

    /** No noise: the default. */
    public static Perturbation none() {
        return new Perturbation(0, USUAL_GAMMA, 0, 1);
    }

    /** Gradient noise that falls as in the paper. */
    public Perturbation gradientNoise(double newEta) {
        return gradientNoise(newEta, USUAL_GAMMA);
    }

    public Perturbation gradientNoise(double newEta, double newGamma) {
        return new Perturbation(newEta, newGamma, sigma, everyEpochs);
    }

    /** Weight noise after every epoch. */
    public Perturbation weightNoise(double newSigma) {
        return weightNoise(newSigma, 1);
    }

    public Perturbation weightNoise(double newSigma, int epochs) {
        return new Perturbation(eta, gamma, newSigma, epochs);
    }

    /** Whether there is neither kind of noise. */
    public boolean isNone() {
        return eta == 0 && sigma == 0;
    }

    private static void check(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidSpecException(what + " is a finite number of at least 0, found " + value);
        }
    }
}
