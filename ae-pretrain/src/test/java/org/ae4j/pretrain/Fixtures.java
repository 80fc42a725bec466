package org.ae4j.pretrain;

import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.learning.config.Adam;

/** Small data and encoders for tests. */
final class Fixtures {
    private Fixtures() {}

    /** Three clusters in six columns. */
    static Samples blobs() {
        return Samples.blobs(90, 6, 3, 2, 1);
    }

    /** The same rows with a number for a label: the sum of the row's values. */
    static Samples numbers() {
        Samples rows = blobs();
        List<String> labels = IntStream.range(0, rows.rows())
                .mapToObj(i -> Float.toString(sum(rows.row(i))))
                .toList();
        return rows.labels("sum", labels);
    }

    /** Blocks encoder0 (8 wide), encoder1 (6 wide) and code (4 wide), with all that a block can have. */
    static AutoencoderSpec everything() {
        return Presets.dense(blobs().schema())
                .hidden(8, 6)
                .code(4)
                .batchNorm(true)
                .dropout(0.3)
                .l2(1e-2)
                .weightDecay(1e-2);
    }

    /** Two plain blocks, encoder0 (8 wide) and code (4 wide). */
    static AutoencoderSpec plain() {
        return Presets.dense(blobs().schema()).hidden(8).code(4);
    }

    static Autoencoder autoencoder(AutoencoderSpec spec) {
        return Trainer.of(spec, plan().epochs(2)).fit(blobs()).model();
    }

    static PretrainedEncoder encoder(AutoencoderSpec spec) {
        try (Autoencoder model = autoencoder(spec)) {
            return PretrainedEncoder.of(model);
        }
    }

    static TrainingPlan plan() {
        return TrainingPlan.defaults().epochs(3).batchSize(16).updater(new Adam(1e-2));
    }

    private static float sum(float[] row) {
        float sum = 0;
        for (float value : row) {
            sum += value;
        }
        return sum;
    }
}
