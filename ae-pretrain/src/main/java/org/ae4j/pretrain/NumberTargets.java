package org.ae4j.pretrain;

import org.ae4j.data.Samples;
import org.ae4j.layer.OutputKind;

/**
 * Standardised numbers.
 *
 * @param mean of the training labels
 * @param deviation of the training labels, above 0
 */
record NumberTargets(double mean, double deviation) implements Targets<Regressor> {
    @Override
    public OutputKind kind() {
        return OutputKind.SQUARED;
    }

    @Override
    public int outputs() {
        return 1;
    }

    @Override
    public float[][] of(Samples rows) {
        double[] labels = rows.numericLabels();
        float[][] targets = new float[labels.length][1];
        for (int i = 0; i < labels.length; i++) {
            targets[i][0] = (float) ((labels[i] - mean) / deviation);
        }
        return targets;
    }

    @Override
    public Regressor model(TunedNetwork network) {
        return new Regressor(network, this);
    }
}
