package org.ae4j.spec;

/**
 * What large weights and quick changes of the code cost, on the scale of the loss of a row. Biases and normalisation are free.
 *
 * @param l1 times the sum of the weights' magnitudes, at least 0, default 0
 * @param l2 times half the sum of the squared weights, at least 0, default 0
 * @param weightDecay share of each weight taken off per step, times the learning rate, apart from the gradient
 *     (Loshchilov and Hutter 2019: Adam with it is AdamW), at least 0, default 0
 * @param contractive times the squared Frobenius norm of the code's Jacobian with respect to the input (Rifai et al. 2011),
 *     at least 0, default 0: exact for a single layer of sigmoid, tanh or linear units, else along one random direction a row
 *     (as in Alain and Bengio 2014, by a finite difference)
 * @param maxNorm largest L2 norm of the weights into one unit, kept after each step (Srivastava et al. 2014, section 5.1); 0,
 *     the default, for none
 */
public record Penalties(double l1, double l2, double weightDecay, double contractive, double maxNorm) {
    public Penalties {
        Numbers.notNegative("l1", l1);
        Numbers.notNegative("l2", l2);
        Numbers.notNegative("weightDecay", weightDecay);
        Numbers.notNegative("contractive", contractive);
        Numbers.notNegative("maxNorm", maxNorm);
    }

    public static Penalties none() {
        return new Penalties(0, 0, 0, 0, 0);
    }

    public Penalties l1(double weight) {
        return new Penalties(weight, l2, weightDecay, contractive, maxNorm);
    }

    public Penalties l2(double weight) {
        return new Penalties(l1, weight, weightDecay, contractive, maxNorm);
    }

    public Penalties weightDecay(double rate) {
        return new Penalties(l1, l2, rate, contractive, maxNorm);
    }

    public Penalties contractive(double weight) {
        return new Penalties(l1, l2, weightDecay, weight, maxNorm);
    }

    public Penalties maxNorm(double norm) {
        return new Penalties(l1, l2, weightDecay, contractive, norm);
    }
}
