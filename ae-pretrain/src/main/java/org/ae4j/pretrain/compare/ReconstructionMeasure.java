package org.ae4j.pretrain.compare;

import org.ae4j.data.Samples;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;

/**
 * Mean squared error over the numbers of all rows, missing cells apart, in the baseline's scaled units: models of another
 * scaling give raw values back, which are scaled as the baseline's are.
 */
record ReconstructionMeasure() implements Measure {
    @Override
    public String name() {
        return "mse";
    }

    @Override
    public boolean lowerIsBetter() {
        return true;
    }

    @Override
    public boolean isRatio() {
        return true;
    }

    @Override
    public void check(Recipe recipe, Samples rows) {
        // every model reconstructs
    }

    @Override
    public double of(Autoencoder model, FittedScaling units, Samples train, Samples measured, long seed) {
        return Reconstruction.in(units, model, measured).mse();
    }
}
