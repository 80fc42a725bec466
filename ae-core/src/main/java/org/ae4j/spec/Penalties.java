package org.ae4j.spec;

import org.ae4j.InvalidSpecException;

/**
 * What large weights cost, on the scale of the loss of a row. Biases and normalisation are free.
 *
 * @param l1 times the sum of the weights' magnitudes, at least 0, default 0
 * @param l2 times half the sum of the squared weights, at least 0, default 0
 * @param weightDecay share of each weight taken off per step, times the learning rate, apart from the gradient
 *     (Loshchilov and Hutter 2019: Adam with it is AdamW), at least 0, default 0
 */
public record Penalties(double l1, double l2, double weightDecay) {
    public Penalties {
        check("l1", l1);
        check("l2", l2);
        check("weightDecay", weightDecay);
    }

    public static Penalties none() {
        return new Penalties(0, 0, 0);
    }

    public Penalties l1(double weight) {
        return new Penalties(weight, l2, weightDecay);
    }

    public Penalties l2(double weight) {
        return new Penalties(l1, weight, weightDecay);
    }

    public Penalties weightDecay(double rate) {
        return new Penalties(l1, l2, rate);
    }

    private static void check(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new InvalidSpecException(name + " is a finite number of at least 0, found " + value);
        }
    }
}
