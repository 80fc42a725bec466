package org.ae4j.pretrain.compare;

import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.LikelihoodBound;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Bottleneck;

/** The evidence lower bound; likelihoods of differently scaled rows do not compare, so that recipes share their scaling. */
record BoundMeasure() implements Measure {
    @Override
    public String name() {
        return "elbo";
    }

    @Override
    public boolean lowerIsBetter() {
        return false;
    }

    @Override
    public boolean isRatio() {
        return false;
    }

    @Override
    public String unit() {
        return "nats";
    }

    @Override
    public double perUnit() {
        return 1;
    }

    @Override
    public void check(Recipe recipe, Samples rows) {
        if (!(recipe.spec().bottleneck() instanceof Bottleneck.Variational)) {
            throw new InvalidSpecException("the elbo is a bound of variational codes, found "
                    + recipe.spec().preset() + "; measure mse, or choose a variational preset");
        }
    }

    @Override
    public double of(Autoencoder model, FittedScaling units, Samples train, Samples measured, long seed) {
        return LikelihoodBound.of(model, measured, 1, seed).elbo();
    }
}
