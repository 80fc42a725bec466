package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;

/** Encoders of convolutions and of recurrent layers are frozen by blocks, fine-tuned and stored like dense ones. */
class LayerKindsTest {
    private static final TrainingPlan PLAN = TrainingPlan.defaults()
            .epochs(3)
            .batchSize(16)
            .updater(new Adam(5e-3))
            .threads(1);
    private static final Samples GLYPHS = Samples.glyphs(80, 3);
    private static final Samples WAVES = waves(6);
    private static final Samples SHORT_WAVES = waves(3);

    @TempDir
    Path folder;

    /** Two classes: waves that rise first and waves that fall first. */
    private static Samples waves(int shortest) {
        var random = new SplittableRandom(5);
        float[][] rows = new float[80][6];
        List<String> labels = new ArrayList<>();
        for (float[] row : rows) {
            int sign = random.nextBoolean() ? 1 : -1;
            int steps = random.nextInt(shortest, 7);
            for (int i = 0; i < row.length; i++) {
                row[i] = i < steps ? (float) (sign * Math.sin(i) + 0.1 * random.nextGaussian()) : Float.NaN;
            }
            labels.add(sign > 0 ? "up" : "down");
        }
        return Samples.of(Schema.sequence(List.of("x"), 6, shortest), rows).labels("first", labels);
    }

    static Stream<Arguments> encoders() {
        AutoencoderSpec images = Presets.convolutional(GLYPHS.schema()).code(3);
        AutoencoderSpec waves = Presets.recurrent(WAVES.schema()).code(3);
        Architecture.Recurrent two = Architecture.recurrent(4).layers(2);
        return Stream.of(
                Arguments.of(images.filters(2, 3), GLYPHS),
                Arguments.of(images.filters(2, 3).batchNorm(true).dropout(0.2), GLYPHS),
                Arguments.of(
                        images.architecture(Architecture.convolutional(2, 3).pooling(true)), GLYPHS),
                Arguments.of(Presets.convolutional(SHORT_WAVES.schema()).code(3).filters(2, 3), SHORT_WAVES),
                Arguments.of(waves.architecture(two), WAVES),
                Arguments.of(waves.architecture(two.bidirectional(true)), WAVES));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void frozenBlocksKeepEveryBitAndAllIsStored(AutoencoderSpec spec, Samples rows) {
        try (PretrainedEncoder encoder = encoder(spec, rows)) {
            assertThat(encoder.blocks()).containsExactly("encoder0", "encoder1", "code");
            for (int frozen = 0; frozen <= 3; frozen++) {
                Path file = folder.resolve(frozen + ".safetensors");
                try (Classifier classifier = encoder.fineTune()
                                .freeze(Freeze.firstBlocks(frozen))
                                .head(Head.softmax())
                                .plan(PLAN)
                                .fit(rows)
                                .model();
                        PretrainedEncoder inside = classifier.encoder()) {
                    check(tensors(encoder), tensors(inside), encoder.blocks().subList(0, frozen));
                    classifier.save(file);
                    try (Classifier loaded = Classifier.load(file)) {
                        assertThat(loaded.probabilities(rows)).isDeepEqualTo(classifier.probabilities(rows));
                    }
                }
            }
        }
    }

    private static void check(Map<String, float[]> before, Map<String, float[]> after, List<String> frozen) {
        assertThat(after.keySet()).containsExactlyElementsOf(before.keySet());
        before.forEach((name, values) -> {
            if (frozen.contains(name.split("[./]")[0])) {
                assertThat(after.get(name)).as(name).isEqualTo(values);
            } else {
                assertThat(after.get(name)).as(name).isNotEqualTo(values);
            }
        });
    }

    @Test
    void shortSequencesAreNotCutBetweenRecurrentLayers() {
        AutoencoderSpec spec = Presets.recurrent(SHORT_WAVES.schema())
                .architecture(Architecture.recurrent(4).layers(2));
        try (PretrainedEncoder encoder = encoder(spec, SHORT_WAVES)) {
            FineTuning<Classifier> tuning =
                    encoder.fineTune().head(Head.softmax()).plan(PLAN);
            assertThatThrownBy(() -> tuning.freeze(Freeze.firstBlocks(1)).fit(SHORT_WAVES))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage(
                            "sequences of different lengths cannot be cut between recurrent layers, where their ends"
                                    + " are lost: take all layers or none");
            tuning.freeze(Freeze.firstBlocks(2)).fit(SHORT_WAVES).model().close();
        }
    }

    private PretrainedEncoder encoder(AutoencoderSpec spec, Samples rows) {
        Path file = folder.resolve("encoder.safetensors");
        try (Autoencoder model =
                Trainer.of(spec, PLAN.epochs(1)).fit(rows.withoutLabels()).model()) {
            model.save(file);
        }
        return PretrainedEncoder.load(file);
    }

    private static Map<String, float[]> tensors(PretrainedEncoder encoder) {
        var tensors = new LinkedHashMap<String, float[]>();
        for (Tensor tensor : encoder.tensors()) {
            tensors.put(tensor.name(), tensor.values());
        }
        return tensors;
    }
}
