package org.ae4j.spec;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.nd4j.linalg.activations.Activation;

/** The code: its size, and what training asks of it. */
public sealed interface Bottleneck {
    /**
     * A linear code of this size: a ReLU there costs a quarter of the error.
     *
     * @throws InvalidSpecException if the size is below 1
     */
    static Plain plain(int size) {
        return new Plain(size, Activation.IDENTITY);
    }

    /**
     * A sigmoid code whose units are active on average in a share {@code rho} of the rows.
     *
     * @param weight of the penalty, at least 0
     * @throws InvalidSpecException if a number is out of its range
     */
    static Sparse sparse(int size, double rho, double weight) {
        return new Sparse(size, rho, weight);
    }

    /**
     * A linear code of which only the largest numbers of each row are kept.
     *
     * @throws InvalidSpecException if a number is out of its range
     */
    static KSparse kSparse(int size, int active) {
        return new KSparse(size, active, 0);
    }

    /**
     * A normally distributed code near a standard normal, with β = 1 from the first step on.
     *
     * @throws InvalidSpecException if the size is below 1
     */
    static Variational variational(int size) {
        return new Variational(size, 1, 0);
    }

    /**
     * A code of vectors out of a codebook.
     *
     * @param vectors in a code
     * @param codes vectors in the codebook
     * @param dimensions of a vector
     * @throws InvalidSpecException if a number is out of its range
     */
    static VectorQuantized vectorQuantized(int vectors, int codes, int dimensions) {
        return new VectorQuantized(vectors, codes, dimensions);
    }

    /**
     * A code that a discriminator cannot tell from the prior.
     *
     * @throws InvalidSpecException if the size does not fit the prior
     */
    static Adversarial adversarial(int size, Prior prior) {
        return new Adversarial(size, prior, 1, List.of(128, 128));
    }

    /**
     * A code whose maximum mean discrepancy to the prior is small, at a weight of 10.
     *
     * @throws InvalidSpecException if the size does not fit the prior
     */
    static Wasserstein wasserstein(int size, Prior prior) {
        return new Wasserstein(size, prior, 10);
    }

    /** How many numbers a code has. */
    int size();

    /** The same bottleneck with a code of another size: for {@link VectorQuantized} its number of vectors. */
    Bottleneck size(int newSize);

    /**
     * A deterministic code.
     *
     * @param size at least 1
     * @param activation of the code, default identity
     */
    record Plain(int size, Activation activation) implements Bottleneck {
        public Plain {
            checkSize(size);
            Activations.check(activation);
        }

        /** The same code with another activation. */
        public Plain activation(Activation newActivation) {
            return new Plain(size, newActivation);
        }

        @Override
        public Plain size(int newSize) {
            return new Plain(newSize, activation);
        }
    }

    /**
     * Sigmoid units with a bound on how often each is active: the Kullback-Leibler divergence between {@code rho} and a
     * unit's mean over the batch (Ng 2011, "Sparse autoencoder", section 3).
     *
     * @param size at least 1; may exceed the input's
     * @param rho mean activation, in (0, 1)
     * @param weight of the penalty on the scale of the loss of a row, at least 0
     */
    record Sparse(int size, double rho, double weight) implements Bottleneck {
        public Sparse {
            checkSize(size);
            Numbers.share("rho", rho);
            Numbers.notNegative("the weight of sparsity", weight);
        }

        @Override
        public Sparse size(int newSize) {
            return new Sparse(newSize, rho, weight);
        }
    }

    /**
     * The largest numbers of a linear code; the others are 0 (Makhzani and Frey 2013).
     *
     * @param size at least 1; may exceed the input's
     * @param active how many are kept in each row, at least 1, at most {@code size}
     * @param warmUp epochs over which that number falls from all to {@code active}, so that no unit is left behind, at least
     *     0, default 0
     */
    record KSparse(int size, int active, double warmUp) implements Bottleneck {
        public KSparse {
            checkSize(size);
            if (active < 1 || active > size) {
                throw new InvalidSpecException(
                        "k-sparse keeps at least 1 and at most all %d numbers of a code, found %d; choose fewer active"
                                        .formatted(size, active)
                                + " numbers or a larger code");
            }
            Numbers.notNegative("the epochs of k-sparse warm-up", warmUp);
        }

        /** The same code with another number of active units. */
        public KSparse active(int newActive) {
            return new KSparse(size, newActive, warmUp);
        }

        /** Epochs over which the number of active units falls from all. */
        public KSparse warmUp(double epochs) {
            return new KSparse(size, active, epochs);
        }

        @Override
        public KSparse size(int newSize) {
            return new KSparse(newSize, Math.min(active, newSize), warmUp);
        }
    }

    /**
     * The encoder gives mean and log variance of each number; training draws from them (Kingma and Welling 2014) and adds
     * β times the divergence from a standard normal (Higgins et al. 2017). In use the code is the mean.
     *
     * @param size at least 1
     * @param beta at least 0, default 1
     * @param warmUp epochs over which β rises from 0 (Sønderby et al. 2016), at least 0, default 0
     */
    record Variational(int size, double beta, double warmUp) implements Bottleneck {
        public Variational {
            checkSize(size);
            Numbers.notNegative("beta", beta);
            Numbers.notNegative("the epochs of KL warm-up", warmUp);
        }

        public Variational beta(double newBeta) {
            return new Variational(size, newBeta, warmUp);
        }

        /** Epochs over which β rises from 0. */
        public Variational warmUp(double epochs) {
            return new Variational(size, beta, epochs);
        }

        @Override
        public Variational size(int newSize) {
            return new Variational(newSize, beta, warmUp);
        }
    }

    /**
     * Vectors, each replaced by its nearest one of a codebook (van den Oord et al. 2017), which follows by moving averages.
     *
     * @param vectors in a code, at least 1
     * @param codes vectors in the codebook, at least 2
     * @param dimensions of a vector, at least 1
     */
    record VectorQuantized(int vectors, int codes, int dimensions) implements Bottleneck {
        public VectorQuantized {
            Numbers.atLeast(1, "the number of vectors in a code", vectors);
            Numbers.atLeast(2, "the number of codebook vectors", codes);
            Numbers.atLeast(1, "the number of dimensions of a vector", dimensions);
        }

        @Override
        public int size() {
            return vectors * dimensions;
        }

        @Override
        public VectorQuantized size(int newVectors) {
            return new VectorQuantized(newVectors, codes, dimensions);
        }

        /** Bits that a code is worth: those of its indices. */
        public double bits() {
            return vectors * Math.log(codes) / Math.log(2);
        }
    }

    /**
     * A discriminator learns to tell codes from the prior, the encoder to prevent it (Makhzani et al. 2016).
     *
     * @param size at least 1
     * @param prior what codes should be spread like
     * @param weight of the encoder's part of the game beside the loss of a row, above 0, default 1
     * @param hidden widths of the discriminator's layers, at least 1 each, default 128 and 128
     */
    record Adversarial(int size, Prior prior, double weight, List<Integer> hidden) implements Bottleneck {
        public Adversarial {
            checkSize(size);
            checkPrior(size, prior);
            Numbers.positive("the adversarial weight", weight);
            hidden = List.copyOf(hidden);
            hidden.forEach(width -> Numbers.atLeast(1, "a width of the discriminator", width));
        }

        public Adversarial weight(double newWeight) {
            return new Adversarial(size, prior, newWeight, hidden);
        }

        @Override
        public Adversarial size(int newSize) {
            return new Adversarial(newSize, prior, weight, hidden);
        }
    }

    /**
     * A penalty on the maximum mean discrepancy between the codes of a batch and the prior (Tolstikhin et al. 2018,
     * WAE-MMD).
     *
     * @param size at least 1
     * @param prior what codes should be spread like
     * @param weight of the penalty on the scale of the loss of a row, above 0, default 10
     */
    record Wasserstein(int size, Prior prior, double weight) implements Bottleneck {
        public Wasserstein {
            checkSize(size);
            checkPrior(size, prior);
            Numbers.positive("the weight of the discrepancy", weight);
        }

        public Wasserstein weight(double newWeight) {
            return new Wasserstein(size, prior, newWeight);
        }

        @Override
        public Wasserstein size(int newSize) {
            return new Wasserstein(newSize, prior, weight);
        }
    }

    private static void checkSize(int size) {
        if (size < 1) {
            throw new InvalidSpecException("a code needs at least 1 number, found " + size);
        }
    }

    private static void checkPrior(int size, Prior prior) {
        if (prior == null) {
            throw new InvalidSpecException("the bottleneck has no prior; choose Prior.gaussian() or Prior.mixture(…)");
        }
        if (prior instanceof Prior.Mixture && size < 2) {
            throw new InvalidSpecException(
                    "a mixture lies on a circle and needs a code of at least 2 numbers, found " + size);
        }
    }
}
