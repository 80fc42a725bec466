package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.ae4j.InvalidSpecException;
import org.ae4j.TestData;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.Split;
import org.ae4j.evaluate.FewLabels;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PretrainedEncodersTest {
    /** Other processors round other last bits: so many rows in ten thousand may change sides. */
    private static final double ROUNDING = 2e-3;

    @ParameterizedTest
    @MethodSource("org.ae4j.pretrain.PretrainedEncoders#names")
    void eachIsSmallHasNoDecoderAndSaysItsTerms(String name) throws Exception {
        try (InputStream in = PretrainedEncoders.class.getResourceAsStream(name + ".safetensors");
                PretrainedEncoder encoder = PretrainedEncoders.named(name)) {
            byte[] bytes = in.readAllBytes();
            assertThat(bytes.length).isLessThanOrEqualTo(2_000_000);
            assertThat(ModelFile.read(bytes, Path.of(name), "encoder").tensors().stream()
                            .map(Tensor::name)
                            .map(tensor -> tensor.split("[/.]")[0])
                            .distinct())
                    .containsExactlyElementsOf(encoder.blocks());
            ModelCard card = encoder.card();
            assertThat(card.description().name()).isEqualTo(name);
            assertThat(card.description().licence()).isNotEmpty();
            assertThat(card.description().source()).contains("https://");
            assertThat(card.metrics())
                    .containsKeys("probeAccuracy", "probeAccuracyOfRows", "knnAccuracy", "knnAccuracyOfRows");
        }
    }

    @Test
    void fashionMnistTakesItsImages() {
        try (PretrainedEncoder encoder = PretrainedEncoders.fashionMnist()) {
            assertThat(encoder.spec().schema()).isEqualTo(Schema.image(1, 28, 28));
            assertThat(encoder.encode(Samples.glyphs(3, 1))).hasDimensions(3, 128);
            assertThat(encoder.card().description().licence()).isEqualTo("MIT");
            assertThat(encoder.provenance().rows()).isEqualTo(60_000);
        }
    }

    @Test
    void fashionMnistIsWhatItsCardSays() {
        TestData.require("fashion-mnist");
        Samples train = Samples.builtIn("fashion-mnist", 42);
        try (PretrainedEncoder encoder = PretrainedEncoders.fashionMnist()) {
            assertThat(encoder.provenance().data()).isEqualTo(train.fingerprint());
            checkFigures(encoder, train.perLabel(100, 42), Samples.builtIn("fashion-mnist:test", 42));
        }
    }

    @Test
    void digitsAreWhatTheirCardSays() {
        Samples all = Samples.csv(
                TestData.require("sklearn/digits.csv.gz"),
                CsvFormat.defaults().header(CsvFormat.Header.NO).label("last"));
        Parts parts = all.split(Split.train(.7).test(.3).stratified().seed(42));
        try (PretrainedEncoder encoder = PretrainedEncoders.digits()) {
            assertThat(encoder.card().description().licence()).isEqualTo("BSD-3-Clause");
            assertThat(encoder.provenance().rows()).isEqualTo(1258);
            checkFigures(encoder, parts.train().perLabel(10, 42), parts.test());
        }
    }

    private static void checkFigures(PretrainedEncoder encoder, Samples known, Samples asked) {
        Samples codes = codes(encoder, known);
        FewLabels ofCodes = FewLabels.of(FittedScaling.fit(Scaling.standard(), codes), codes, codes(encoder, asked));
        FewLabels ofRows = FewLabels.of(encoder.scaling(), known, asked);
        checkFigure(encoder, "probeAccuracy", ofCodes.probeAccuracy());
        checkFigure(encoder, "knnAccuracy", ofCodes.knnAccuracy());
        checkFigure(encoder, "probeAccuracyOfRows", ofRows.probeAccuracy());
        checkFigure(encoder, "knnAccuracyOfRows", ofRows.knnAccuracy());
        checkFigure(encoder, "knownRows", known.rows());
        checkFigure(encoder, "askedRows", asked.rows());
    }

    private static void checkFigure(PretrainedEncoder encoder, String name, double found) {
        assertThat(encoder.card().metrics().get(name)).as(name).isCloseTo(found, within(ROUNDING));
    }

    private static Samples codes(PretrainedEncoder encoder, Samples rows) {
        return Samples.of(encoder.encode(rows))
                .labels(
                        "label",
                        IntStream.range(0, rows.rows()).mapToObj(rows::label).toList());
    }

    @Test
    void anotherNameGetsASuggestion() {
        assertThatThrownBy(() -> PretrainedEncoders.named("fashion-mnst"))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("no encoder of AE4J is named 'fashion-mnst'; did you mean 'fashion-mnist'? (known:"
                        + " fashion-mnist, digits)");
    }
}
