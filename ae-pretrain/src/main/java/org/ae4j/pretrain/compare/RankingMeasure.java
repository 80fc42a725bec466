package org.ae4j.pretrain.compare;

import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;

/** How well the reconstruction error tells rows that are not normal, in the baseline's scaled units. */
record RankingMeasure(String normal) implements Measure {
    @Override
    public String name() {
        return "auroc:" + normal;
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
    public void check(Recipe recipe, Samples rows) {
        if (!rows.isLabelled()) {
            throw new IncompatibleDataException("the auroc needs labels, " + rows.source() + " has none");
        }
        if (!rows.classes().contains(normal) || rows.classes().size() < 2) {
            throw new IncompatibleDataException(
                    "the auroc needs normal rows, labelled '%s', and others; labels of %s: %s"
                            .formatted(normal, rows.source(), String.join(", ", rows.classes())));
        }
    }

    @Override
    public Samples trainable(Samples train) {
        return train.only(normal);
    }

    @Override
    public double of(Autoencoder model, FittedScaling units, Samples train, Samples measured, long seed) {
        boolean[] strange = new boolean[measured.rows()];
        for (int i = 0; i < strange.length; i++) {
            strange[i] = !measured.label(i).equals(normal);
        }
        return RankingQuality.of(Reconstruction.in(units, model, measured).rowErrors(), strange)
                .auroc();
    }
}
