package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows pass frozen blocks once or in each batch: what is trained on them is the same. */
public final class FrozenPrefixTest {
    private static final Samples GLYPHS = Samples.glyphs(150, 3); // more than a chunk of the cache

    static Stream<Arguments> encoders() {
        return Stream.of(
                Arguments.of(Fixtures.everything(), Fixtures.blobs()),
                Arguments.of(Presets.dense(GLYPHS.schema()).hidden(64, 32).code(8), GLYPHS),
                Arguments.of(
                        Presets.convolutional(GLYPHS.schema()).filters(2, 3).code(3), GLYPHS));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void theCachedPrefixGivesTheSameWeights(AutoencoderSpec spec, Samples rows) {
        try (Autoencoder model =
                        Trainer.of(spec, Fixtures.plan().epochs(1)).fit(rows).model();
                PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            for (int frozen = 1; frozen <= encoder.blocks().size(); frozen++) {
                FineTuning<Classifier> tuning = encoder.fineTune()
                        .freeze(Freeze.firstBlocks(frozen))
                        .plan(Fixtures.plan().threads(1));
                float[][] cached = probabilities(new FineTuningRun<>(tuning, true), rows);
                float[][] passed = probabilities(new FineTuningRun<>(tuning, false), rows);
                assertThat(passed).isDeepEqualTo(cached);
            }
        }
    }

    /** Fine-tunes with rows that pass frozen blocks in each batch. */
    public static Classifier fitWithoutCache(FineTuning<Classifier> tuning, Samples rows) {
        return new FineTuningRun<>(tuning, false)
                .run(rows, Optional.empty(), rows.select())
                .model();
    }

    private static float[][] probabilities(FineTuningRun<Classifier> run, Samples rows) {
        try (Classifier classifier =
                run.run(rows, Optional.empty(), rows.select()).model()) {
            return classifier.probabilities(rows);
        }
    }
}
