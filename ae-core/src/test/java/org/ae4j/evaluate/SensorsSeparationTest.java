package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.ae4j.data.Samples;
import org.ae4j.data.Sensors;
import org.ae4j.data.Split;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in pump is what it is for: its faults show to an autoencoder and not to PCA with as many dimensions. */
class SensorsSeparationTest {
    private static final int CODE = 3;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void faultsBreakRelationsThatTheAutoencoderLearntAndPcaCannot(long seed) {
        var parts = Samples.sensors(6000, seed)
                .split(Split.train(.6).test(.4).oneClass(Sensors.OK).seed(seed));
        AutoencoderSpec spec =
                Presets.dense(parts.train().schema()).hidden(64, 32).code(CODE);
        TrainingPlan plan = TrainingPlan.defaults().epochs(20).batchSize(64).seed(seed);
        try (Autoencoder model = Trainer.of(spec, plan).fit(parts.train()).model()) {
            double[] errors = Reconstruction.of(model, parts.test()).rowErrors();
            double[] linear = Pca.fit(model.scaling(), parts.train(), CODE).rowErrors(parts.test());
            boolean[] faulty = faulty(parts.test());
            double auroc = RankingQuality.of(errors, faulty).auroc();
            assertThat(auroc).isGreaterThanOrEqualTo(0.97);
            assertThat(RankingQuality.of(linear, faulty).auroc()).isLessThanOrEqualTo(auroc - 0.05);
        }
    }

    private static boolean[] faulty(Samples samples) {
        boolean[] faulty = new boolean[samples.rows()];
        for (int i = 0; i < faulty.length; i++) {
            faulty[i] = !samples.label(i).equals(Sensors.OK);
        }
        return faulty;
    }
}
