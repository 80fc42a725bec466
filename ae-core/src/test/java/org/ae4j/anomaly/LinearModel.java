package org.ae4j.anomaly;

import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;

/** Two columns, the code the first of them, the reconstruction (first, 0): every figure can be computed by hand. */
final class LinearModel {
    private static final Samples COLUMNS = Samples.of(new float[1][2]);

    private LinearModel() {}

    static Autoencoder plain() {
        return of(Corruption.none());
    }

    static Autoencoder withNoise(double sigma) {
        return of(Corruption.gaussian(sigma));
    }

    private static Autoencoder of(Corruption corruption) {
        AutoencoderSpec spec = Presets.dense(COLUMNS.schema())
                .scaling(Scaling.none())
                .hidden()
                .code(1)
                .corruption(corruption);
        float[] parameters = {1, 0, 0, 1, 0, 0, 0};
        var provenance = new Provenance("", 0, "{}", "by hand", "");
        return new Autoencoder(spec, FittedScaling.fit(spec.scaling(), COLUMNS), parameters, provenance);
    }
}
