package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CutEncoderTest {
    private static final Samples GLYPHS = Samples.glyphs(60, 3);
    private static final Samples WAVES = waves(6);
    private static final Samples SHORT_WAVES = waves(3);

    @TempDir
    Path folder;

    /** Two classes: waves that rise first and waves that fall first. */
    private static Samples waves(int shortest) {
        var random = new SplittableRandom(5);
        float[][] rows = new float[60][6];
        for (int i = 0; i < rows.length; i++) {
            int steps = random.nextInt(shortest, 7);
            for (int j = 0; j < 6; j++) {
                double value = (i % 2 == 0 ? 1 : -1) * Math.sin(j) + 0.1 * random.nextGaussian();
                rows[i][j] = j < steps ? (float) value : Float.NaN;
            }
        }
        List<String> labels = IntStream.range(0, rows.length)
                .mapToObj(i -> i % 2 == 0 ? "up" : "down")
                .toList();
        return Samples.of(Schema.sequence(List.of("x"), 6, shortest), rows).labels("first", labels);
    }

    private static AutoencoderSpec recurrent(Samples rows) {
        return Presets.recurrent(rows.schema())
                .code(3)
                .architecture(Architecture.recurrent(4).layers(2));
    }

    private static AutoencoderSpec convolutional(Samples rows) {
        return Presets.convolutional(rows.schema()).code(3).filters(2, 3).batchNorm(true);
    }

    private static PretrainedEncoder encoder(AutoencoderSpec spec, Samples rows) {
        try (Autoencoder model = Trainer.of(spec, Fixtures.plan().epochs(1))
                .fit(rows.withoutLabels())
                .model()) {
            return PretrainedEncoder.of(model);
        }
    }

    /** Encoders with the widths of their blocks encoder0, encoder1 and code. */
    static Stream<Arguments> encoders() {
        return Stream.of(
                Arguments.of(Fixtures.everything(), Fixtures.blobs(), List.of(8, 6, 4)),
                Arguments.of(convolutional(GLYPHS), GLYPHS, List.of(2 * 14 * 14, 3 * 7 * 7, 3)),
                Arguments.of(convolutional(SHORT_WAVES), SHORT_WAVES, List.of(2 * 3, 3 * 2, 3)),
                Arguments.of(recurrent(WAVES), WAVES, List.of(4 * 6, 4, 3)));
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void eachBlockGivesRowsThatTheNextOnesTurnIntoCodes(AutoencoderSpec spec, Samples rows, List<Integer> widths) {
        try (PretrainedEncoder encoder = encoder(spec, rows)) {
            List<String> blocks = encoder.blocks();
            assertThat(blocks).containsExactly("encoder0", "encoder1", "code");
            float[][] features = encoder.features(rows, "encoder0", "encoder1", "code");
            assertThat(features)
                    .hasDimensions(
                            rows.rows(),
                            widths.stream().mapToInt(width -> width).sum());
            int at = 0;
            for (int i = 0; i < 3; i++) {
                try (PretrainedEncoder cut = encoder.cutAfter(blocks.get(i))) {
                    assertThat(cut.blocks()).isEqualTo(blocks.subList(0, i + 1));
                    assertThat(cut.card().code()).isEqualTo(widths.get(i));
                    float[][] codes = cut.encode(rows);
                    assertThat(codes).hasDimensions(rows.rows(), widths.get(i));
                    for (int row = 0; row < codes.length; row++) {
                        assertThat(codes[row]).containsExactly(part(features[row], at, widths.get(i)));
                    }
                }
                at += widths.get(i);
            }
            checkCode(encoder, rows, features, widths);
        }
    }

    private static float[] part(float[] row, int at, int width) {
        return Arrays.copyOfRange(row, at, at + width);
    }

    /** The code layer is linear: its weights turn what encoder1 gives into the code. */
    private static void checkCode(PretrainedEncoder encoder, Samples rows, float[][] features, List<Integer> widths) {
        Map<String, Tensor> tensors =
                encoder.tensors().stream().collect(Collectors.toMap(Tensor::name, tensor -> tensor));
        float[] weights = tensors.get("code/W").values();
        float[] bias = tensors.get("code/b").values();
        float[][] codes = encoder.encode(rows);
        for (int row = 0; row < 5; row++) {
            float[] hidden = part(features[row], widths.get(0), widths.get(1));
            for (int j = 0; j < bias.length; j++) {
                double sum = bias[j];
                for (int i = 0; i < hidden.length; i++) {
                    sum += hidden[i] * weights[i * bias.length + j];
                }
                assertThat((double) codes[row][j]).isCloseTo(sum, within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void headsStandOnTheCutAndAllIsStored(AutoencoderSpec spec, Samples rows, List<Integer> widths) {
        Path file = folder.resolve("k.safetensors");
        try (PretrainedEncoder whole = encoder(spec, rows);
                PretrainedEncoder cut = whole.cutAfter("encoder0")) {
            for (int frozen = 0; frozen <= 1; frozen++) {
                try (Classifier classifier = cut.fineTune()
                                .freeze(Freeze.firstBlocks(frozen))
                                .head(Head.softmax().hidden(5))
                                .plan(Fixtures.plan().epochs(1))
                                .fit(rows)
                                .model();
                        PretrainedEncoder inside = classifier.encoder()) {
                    assertThat(inside.blocks()).containsExactly("encoder0");
                    if (frozen == 1) {
                        assertThat(inside.encode(rows)).isDeepEqualTo(cut.encode(rows));
                    }
                    classifier.saveReplacing(file);
                    Tensor first = ModelFile.read(file).tensors().stream()
                            .filter(tensor -> tensor.name().equals("head0/W"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(first.shape()).containsExactly(widths.get(0), 5);
                    try (Classifier loaded = Classifier.load(file);
                            PretrainedEncoder again = loaded.encoder()) {
                        assertThat(loaded.probabilities(rows)).isDeepEqualTo(classifier.probabilities(rows));
                        assertThat(again.blocks()).containsExactly("encoder0");
                    }
                }
            }
            assertThatThrownBy(
                            () -> cut.fineTune().freeze(Freeze.firstBlocks(2)).fit(rows))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("cannot freeze 2 blocks: the encoder has 1 (encoder0)");
        }
    }

    @Test
    void aCutEncodersFileHoldsItsBlocksAlone() throws Exception {
        Path file = folder.resolve("e.safetensors");
        Path again = folder.resolve("again.safetensors");
        try (PretrainedEncoder whole = Fixtures.encoder(Fixtures.plain());
                PretrainedEncoder cut = whole.cutAfter("encoder0")) {
            cut.save(file);
            assertThat(ModelFile.read(file).tensors().stream().map(Tensor::name))
                    .containsExactly("encoder0/W", "encoder0/b");
            assertThat(ModelFile.read(file).content().path("cutAfter").textValue())
                    .isEqualTo("encoder0");
            try (PretrainedEncoder loaded = PretrainedEncoder.load(file)) {
                assertThat(loaded.encode(Fixtures.blobs())).isDeepEqualTo(cut.encode(Fixtures.blobs()));
                loaded.save(again);
            }
            whole.cutAfter("code").saveReplacing(file);
            whole.metrics(Map.of()).save(folder.resolve("whole.safetensors"));
            assertThat(Files.mismatch(file, folder.resolve("whole.safetensors")))
                    .isEqualTo(-1);
        }
        assertThat(ModelCard.read(again).markdown()).contains("8 numbers a row, what the block encoder0 gives.");
    }

    @Test
    void aForgedCutIsRefused() {
        Path file = folder.resolve("forged.safetensors");
        try (PretrainedEncoder whole = Fixtures.encoder(Fixtures.plain())) {
            whole.save(file);
        }
        ModelFile stored = ModelFile.read(file);
        new ModelFile("encoder", stored.content().put("cutAfter", "encoder0"), stored.tensors()).write(file, true);
        assertThatThrownBy(() -> PretrainedEncoder.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("forged.safetensors: the specification needs 56 parameters, the tensors hold 92");
        new ModelFile("encoder", stored.content().put("cutAfter", "decoder0"), stored.tensors()).write(file, true);
        assertThatThrownBy(() -> PretrainedEncoder.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("forged.safetensors was not written by this version of AE4J: the encoder has no block"
                        + " 'decoder0'; did you mean 'encoder0'? (known: encoder0, code)");
    }

    @Test
    void whatCannotBeCutIsRefused() {
        try (PretrainedEncoder encoder = Fixtures.encoder(Fixtures.plain());
                PretrainedEncoder sequences = encoder(recurrent(SHORT_WAVES), SHORT_WAVES)) {
            assertThatThrownBy(() -> encoder.cutAfter("encoder1"))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage(
                            "the encoder has no block 'encoder1'; did you mean 'encoder0'? (known: encoder0, code)");
            assertThatThrownBy(() -> encoder.features(Fixtures.blobs()))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("features need at least one block of the encoder, which has encoder0, code");
            assertThatThrownBy(() -> sequences.cutAfter("encoder0"))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage(
                            "sequences of different lengths cannot be cut between recurrent layers, where their ends are"
                                    + " lost: take all layers or none");
            assertThat(sequences.features(SHORT_WAVES, "encoder1")).hasDimensions(60, 4);
        }
    }
}
