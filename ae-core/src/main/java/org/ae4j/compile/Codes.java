package org.ae4j.compile;

import org.ae4j.layer.CodeFunction;
import org.ae4j.layer.CodePrior;
import org.ae4j.layer.GaussianPrior;
import org.ae4j.layer.KSparseCode;
import org.ae4j.layer.MixturePrior;
import org.ae4j.layer.PlainCode;
import org.ae4j.layer.VariationalCode;
import org.ae4j.layer.VectorQuantizedCode;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Prior;

/** What a bottleneck does between the networks. */
public final class Codes {
    private Codes() {}

    /** For training from the start. */
    public static CodeFunction of(Bottleneck bottleneck) {
        return of(bottleneck, new float[0]);
    }

    /**
     * For use, or for training to go on.
     *
     * @param state what {@link CodeFunction#state} gave; empty for none
     */
    public static CodeFunction of(Bottleneck bottleneck, float[] state) {
        if (bottleneck instanceof Bottleneck.KSparse sparse) {
            return new KSparseCode(sparse.size(), sparse.active(), sparse.warmUp());
        }
        if (bottleneck instanceof Bottleneck.Variational variational) {
            return new VariationalCode(variational.size(), variational.beta(), variational.warmUp());
        }
        if (bottleneck instanceof Bottleneck.VectorQuantized quantized) {
            return state.length == 0
                    ? new VectorQuantizedCode(quantized.vectors(), quantized.codes(), quantized.dimensions())
                    : new VectorQuantizedCode(quantized.vectors(), quantized.codes(), quantized.dimensions(), state);
        }
        return new PlainCode(bottleneck.size());
    }

    /** What codes of a bottleneck are spread like, so that draws from it can be decoded; null where nothing holds them. */
    public static CodePrior prior(Bottleneck bottleneck) {
        if (bottleneck instanceof Bottleneck.Variational) {
            return new GaussianPrior(bottleneck.size());
        }
        if (bottleneck instanceof Bottleneck.Adversarial adversarial) {
            return of(adversarial.prior(), adversarial.size());
        }
        if (bottleneck instanceof Bottleneck.Wasserstein wasserstein) {
            return of(wasserstein.prior(), wasserstein.size());
        }
        return null;
    }

    private static CodePrior of(Prior prior, int size) {
        if (prior instanceof Prior.Mixture mixture) {
            return new MixturePrior(size, mixture.modes(), mixture.radius(), mixture.sigma());
        }
        return new GaussianPrior(size);
    }
}
