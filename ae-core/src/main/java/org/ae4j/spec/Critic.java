package org.ae4j.spec;

import java.util.List;

/**
 * A second judge of reconstructions and of decoded draws from the prior: a network that learns to tell them from real rows,
 * while the decoder learns to prevent it (Larsen et al. 2016, the VAE-GAN, with the likelihood kept in the input space).
 *
 * @param weight of the decoder's part of the game beside the loss of a row, at least 0; 0, the default, for no critic
 * @param hidden widths of the critic's layers, at least 1 each
 */
public record Critic(double weight, List<Integer> hidden) {
    public Critic {
        Numbers.notNegative("the critic's weight", weight);
        hidden = List.copyOf(hidden);
        hidden.forEach(width -> Numbers.atLeast(1, "a width of the critic", width));
    }

    /** No critic. */
    public static Critic none() {
        return new Critic(0, List.of());
    }

    /** A critic with two hidden layers of 256. */
    public static Critic weighing(double weight) {
        return new Critic(weight, List.of(256, 256));
    }

    /** Whether there is none. */
    public boolean isNone() {
        return weight == 0;
    }
}
