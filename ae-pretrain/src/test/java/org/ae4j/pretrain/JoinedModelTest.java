package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

class JoinedModelTest {
    @TempDir
    private Path folder;

    private static AutoencoderSpec spec() {
        return Fixtures.plain();
    }

    /** Encoders and decoders that become one: mirrors, other widths and styles, no hidden layer, other codes and losses. */
    static Stream<List<AutoencoderSpec>> pairs() {
        return Stream.of(
                List.of(spec(), spec().l2(1e-3)),
                List.of(spec(), Fixtures.everything()),
                List.of(Fixtures.everything(), spec()),
                List.of(spec().hidden(), spec().hidden(9, 7).activation(Activation.SWISH)),
                List.of(spec().hidden(9, 7), spec().hidden()),
                List.of(Presets.tied(Fixtures.blobs().schema()).hidden(8).code(4), spec()),
                List.of(
                        spec(),
                        Presets.variational(Fixtures.blobs().schema()).hidden(8).code(4)),
                List.of(Presets.variational(Fixtures.blobs().schema()).hidden(8).code(4), spec()),
                List.of(Presets.sparse(Fixtures.blobs().schema()).hidden(8).code(4), spec().hidden(5)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void encodesAsTheOneAndDecodesAsTheOther(List<AutoencoderSpec> specs) {
        Samples rows = Fixtures.blobs();
        try (Autoencoder first = Fixtures.autoencoder(specs.get(0));
                PretrainedEncoder encoder = PretrainedEncoder.of(first);
                Autoencoder second = Fixtures.autoencoder(specs.get(1));
                Autoencoder joined = encoder.withDecoderOf(second)) {
            assertThat(joined.encode(rows)).isDeepEqualTo(first.encode(rows));
            assertThat(joined.decode(joined.encode(rows))).isDeepEqualTo(second.decode(first.encode(rows)));
            assertThat(joined.spec().likelihood()).isEqualTo(second.spec().likelihood());
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aNewDecoderIsItsSeeds(List<AutoencoderSpec> specs) {
        Samples rows = Fixtures.blobs();
        try (Autoencoder first = Fixtures.autoencoder(specs.get(0));
                PretrainedEncoder encoder = PretrainedEncoder.of(first);
                Autoencoder one = encoder.withNewDecoder(1);
                Autoencoder again = encoder.withNewDecoder(1);
                Autoencoder other = encoder.withNewDecoder(2)) {
            assertThat(one.encode(rows)).isDeepEqualTo(first.encode(rows));
            float[][] decoded = one.decode(first.encode(rows));
            assertThat(again.decode(first.encode(rows))).isDeepEqualTo(decoded);
            assertThat(Arrays.deepEquals(other.decode(first.encode(rows)), decoded))
                    .isFalse();
        }
    }

    @Test
    void learnsFurtherAsOneModel() {
        Samples rows = Fixtures.blobs();
        try (Autoencoder first = Fixtures.autoencoder(spec());
                PretrainedEncoder encoder = PretrainedEncoder.of(first);
                Autoencoder second = Fixtures.autoencoder(spec().hidden(9, 7));
                Autoencoder joined = encoder.withDecoderOf(second);
                Autoencoder trained = Trainer.continuing(joined, Fixtures.plan().epochs(20))
                        .fit(rows)
                        .model()) {
            assertThat(error(trained, rows)).isLessThan(error(joined, rows) / 2);
            assertThat(trained.provenance().continuedFrom()).isEqualTo(rows.fingerprint());
        }
    }

    @Test
    void comesBackFromItsFile() {
        Samples rows = Fixtures.blobs();
        Path file = folder.resolve("joined.safetensors");
        try (Autoencoder first = Fixtures.autoencoder(Fixtures.everything());
                PretrainedEncoder encoder = PretrainedEncoder.of(first);
                Autoencoder second = Fixtures.autoencoder(
                        spec().likelihood(Likelihood.gaussian().learnedSigma()));
                Autoencoder joined = encoder.withDecoderOf(second)) {
            joined.save(file);
            try (Autoencoder loaded = Autoencoder.load(file)) {
                assertThat(loaded.parameters()).isEqualTo(joined.parameters());
                assertThat(loaded.reconstruct(matrix(rows))).isDeepEqualTo(joined.reconstruct(matrix(rows)));
                assertThat(loaded.spec()).isEqualTo(joined.spec());
            }
        }
    }

    private static float[][] matrix(Samples rows) {
        return IntStream.range(0, rows.rows()).mapToObj(rows::row).toArray(float[][]::new);
    }

    private static void refused(PretrainedEncoder encoder, AutoencoderSpec decoder, Samples rows, String message) {
        try (Autoencoder other = Trainer.of(decoder, Fixtures.plan()).fit(rows).model()) {
            assertThatThrownBy(() -> encoder.withDecoderOf(other))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage(message);
        }
    }

    private static void refused(AutoencoderSpec encoder, AutoencoderSpec decoder, Samples rows, String message) {
        try (PretrainedEncoder first = Fixtures.encoder(encoder)) {
            refused(first, decoder, rows, message);
        }
    }

    @Test
    void refusesCodesOfAnotherSize() {
        refused(
                spec(),
                spec().code(3),
                Fixtures.blobs(),
                "the encoder gives codes of 4 numbers, the decoder takes 3; train one of them with the other's size of code");
    }

    @Test
    void refusesOtherColumns() {
        Samples five = Samples.blobs(20, 5, 2, 1, 1);
        refused(
                spec(),
                Presets.dense(five.schema()).hidden(8).code(4),
                five,
                "an autoencoder takes and gives the same columns, found an encoder of 6 numeric columns (x0, x1, x2, x3, x4,"
                        + " x5) and a decoder of 5 numeric columns (x0, x1, x2, x3, x4); from one kind of row to another,"
                        + " decode by the other model what this one encodes");
    }

    @Test
    void refusesAnotherScaling() {
        refused(
                spec(),
                spec(),
                Samples.blobs(90, 6, 3, 2, 2),
                "encoder and decoder have scalings of different numbers, and an autoencoder has one; train both on the same"
                        + " rows, or with a scaling that no row changes, such as Scaling.divide(255)");
    }

    @Test
    void refusesOtherKnowledge() {
        refused(
                spec(),
                spec().knowledge(Knowledge.none().nonNegative(true)),
                Fixtures.blobs(),
                "encoder and decoder are trained with different knowledge, and an autoencoder has one, found"
                        + " Knowledge[featureWeights={}, nonNegative=false, classes=[], conditional=false, guidance=0.0] and"
                        + " Knowledge[featureWeights={}, nonNegative=true, classes=[], conditional=false, guidance=0.0]; train"
                        + " one of them with the other's");
    }

    @Test
    void refusesAnEncoderThatIsCut() {
        try (PretrainedEncoder whole = Fixtures.encoder(spec());
                PretrainedEncoder cut = whole.cutAfter("encoder0")) {
            refused(
                    cut,
                    spec(),
                    Fixtures.blobs(),
                    "a decoder takes codes, and this encoder is cut after 'encoder0', in front of its code; take the whole"
                            + " encoder");
        }
    }

    @Test
    void refusesAnEncoderWithoutItsCodebook() {
        refused(
                spec().bottleneck(Bottleneck.vectorQuantized(2, 4, 2)),
                spec(),
                Fixtures.blobs(),
                "an encoder of a vector-quantised code has no codebook, which the autoencoder that is made of it would need;"
                        + " take an encoder of another kind of code");
    }

    @Test
    void refusesADecoderThatIsNeitherMirrorNorDense() {
        Samples rows = Samples.of(Schema.sequence(List.of("v"), 6), matrix(Fixtures.blobs()));
        AutoencoderSpec recurrent = Presets.recurrent(rows.schema()).code(4);
        try (Autoencoder dense = Trainer.of(
                                Presets.dense(rows.schema()).hidden(8).code(4), Fixtures.plan())
                        .fit(rows)
                        .model();
                PretrainedEncoder encoder = PretrainedEncoder.of(dense)) {
            refused(
                    encoder,
                    recurrent,
                    rows,
                    "a decoder that is no mirror of the encoder is fully connected, found an encoder of Dense[hidden=[8],"
                            + " tied=false] and a decoder of Recurrent[units=64, layers=1, bidirectional=false]; take an"
                            + " encoder and a decoder of one architecture, or train a decoder of dense layers");
        }
    }

    private static double error(Autoencoder model, Samples rows) {
        float[][] given = model.reconstruct(matrix(rows));
        double sum = 0;
        for (int i = 0; i < given.length; i++) {
            for (int j = 0; j < given[i].length; j++) {
                sum += Math.pow(given[i][j] - rows.row(i)[j], 2);
            }
        }
        return sum;
    }
}
