package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    static Path folder;

    private static Path autoencoder;
    private static Path encoder;
    private static Path classifier;
    private static Path regressor;

    @BeforeAll
    static void write() {
        autoencoder = folder.resolve("autoencoder.safetensors");
        encoder = folder.resolve("encoder.safetensors");
        classifier = folder.resolve("classifier.safetensors");
        regressor = folder.resolve("regressor.safetensors");
        try (Autoencoder model = Fixtures.autoencoder(Fixtures.everything());
                PretrainedEncoder pretrained = PretrainedEncoder.of(model);
                Classifier classes = tuned(pretrained);
                Regressor numbers = pretrained
                        .fineTune()
                        .head(Head.regression())
                        .plan(Fixtures.plan())
                        .fit(Fixtures.numbers())
                        .model()) {
            model.save(autoencoder);
            pretrained.save(encoder);
            classes.save(classifier);
            numbers.save(regressor);
        }
    }

    private static Classifier tuned(PretrainedEncoder pretrained) {
        return pretrained
                .fineTune()
                .head(Head.softmax().hidden(5))
                .freeze(Freeze.firstBlocks(1))
                .plan(Fixtures.plan())
                .fit(Fixtures.blobs())
                .model();
    }

    @Test
    void encoderFileHoldsTheEncoderAlone() {
        assertThat(ModelFile.read(encoder, "encoder").tensors().stream().map(FilesTest::describe))
                .containsExactly(
                        "encoder0/W[6, 8]",
                        "encoder0.norm/gamma[8]",
                        "encoder0.norm/beta[8]",
                        "encoder0.norm/mean[8]",
                        "encoder0.norm/var[8]",
                        "encoder1/W[8, 6]",
                        "encoder1.norm/gamma[6]",
                        "encoder1.norm/beta[6]",
                        "encoder1.norm/mean[6]",
                        "encoder1.norm/var[6]",
                        "code/W[6, 4]",
                        "code/b[4]");
    }

    @Test
    void classifierFileHoldsEncoderAndHead() {
        List<String> tensors = ModelFile.read(classifier, "classifier").tensors().stream()
                .map(FilesTest::describe)
                .toList();
        assertThat(tensors)
                .contains(
                        "encoder0/W[6, 8]",
                        "code/W[6, 4]",
                        "head.norm/gamma[4]",
                        "head0/W[4, 5]",
                        "output/W[5, 3]",
                        "output/b[3]");
        ObjectNode manifest = ModelFile.read(classifier).content();
        assertThat(manifest.path("head"))
                .hasToString("{\"classes\":[\"0\",\"1\",\"2\"],\"hidden\":[5],\"batchNorm\":true}");
        assertThat(manifest.path("frozenBlocks").intValue()).isEqualTo(1);
    }

    @Test
    void encodersOfEitherFileGiveTheAutoencodersCodes() {
        Samples rows = Fixtures.blobs();
        try (Autoencoder model = Autoencoder.load(autoencoder);
                PretrainedEncoder whole = PretrainedEncoder.load(autoencoder);
                PretrainedEncoder alone = PretrainedEncoder.load(encoder)) {
            assertThat(whole.encode(rows)).isDeepEqualTo(model.encode(rows));
            assertThat(alone.encode(rows)).isDeepEqualTo(model.encode(rows));
            assertThat(alone.encode(rows.row(2))).isEqualTo(model.encode(rows.row(2)));
            assertThat(alone.blocks()).containsExactly("encoder0", "encoder1", "code");
            assertThat(alone.spec()).isEqualTo(model.spec());
            assertThat(alone.provenance()).isEqualTo(model.provenance());
        }
    }

    @Test
    void theSameSeedGivesTheSameBytesAndReloadedModelsPredictBitEqually() throws IOException {
        Path again = folder.resolve("again.safetensors");
        Samples rows = Fixtures.blobs();
        try (PretrainedEncoder pretrained = PretrainedEncoder.load(encoder);
                Classifier model = tuned(pretrained);
                Classifier reloaded = Classifier.load(classifier)) {
            model.save(again);
            assertThat(Files.mismatch(classifier, again)).isEqualTo(-1);
            assertThat(reloaded.probabilities(rows)).isDeepEqualTo(model.probabilities(rows));
            assertThat(reloaded.predict(rows)).isEqualTo(model.predict(rows));
            reloaded.saveReplacing(again);
            assertThat(Files.mismatch(classifier, again)).isEqualTo(-1);
        }
    }

    @Test
    void reloadedRegressorsPredictBitEqually() throws IOException {
        Path again = folder.resolve("again-regressor.safetensors");
        try (PretrainedEncoder pretrained = PretrainedEncoder.load(encoder);
                Regressor model = pretrained
                        .fineTune()
                        .head(Head.regression())
                        .plan(Fixtures.plan())
                        .fit(Fixtures.numbers())
                        .model();
                Regressor reloaded = Regressor.load(regressor)) {
            assertThat(reloaded.predict(Fixtures.blobs())).isEqualTo(model.predict(Fixtures.blobs()));
            model.save(again);
            assertThat(Files.mismatch(regressor, again)).isEqualTo(-1);
        }
    }

    @Test
    void anEncoderMaySaveOverAFileOnlyWhenAsked() {
        try (PretrainedEncoder pretrained = PretrainedEncoder.load(encoder)) {
            assertThatThrownBy(() -> pretrained.save(encoder))
                    .isInstanceOf(AutoencoderException.class)
                    .hasMessageContaining("encoder.safetensors already exists");
            pretrained.saveReplacing(encoder);
        }
    }

    @Test
    void aClassifierIsNoEncoder() {
        assertThatThrownBy(() -> PretrainedEncoder.load(classifier))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "%s holds a classifier, expected an autoencoder or an encoder; choose a file that holds an autoencoder or an encoder"
                                .formatted(classifier));
    }

    @Test
    void anEncoderIsNoClassifier() {
        assertThatThrownBy(() -> Classifier.load(encoder))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("%s holds an encoder, expected a classifier; choose a file that holds a classifier"
                        .formatted(encoder));
    }

    @Test
    void aRegressorIsNoClassifier() {
        assertThatThrownBy(() -> Classifier.load(regressor))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("%s holds a regressor, expected a classifier; choose a file that holds a classifier"
                        .formatted(regressor));
    }

    @Test
    void aHeadOfAnotherClassCountIsRefused() {
        Path forged = forged(
                classifier,
                "classes",
                stored ->
                        stored.content().withObject("head").withArray("classes").add("3"));
        assertThatThrownBy(() -> Classifier.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("classes.safetensors: the manifest names 4 classes, the head gives 3");
    }

    @Test
    void classesThatAreTheSameAreRefused() {
        Path forged = forged(
                classifier,
                "twice",
                stored ->
                        stored.content().withObject("head").withArray("classes").set(0, "1"));
        assertThatThrownBy(() -> Classifier.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("twice.safetensors was not written by this version of AE4J: head.classes needs at least 2"
                        + " different names, found [1, 1, 2]");
    }

    @Test
    void aHugeHeadIsRefusedBeforeMemoryIsTaken() {
        Path forged = forged(
                classifier,
                "huge",
                stored ->
                        stored.content().withObject("head").withArray("hidden").set(0, 2_000_000_000));
        assertThatThrownBy(() -> Classifier.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("huge.safetensors: the specification needs 22000000199 parameters, the tensors hold 254");
    }

    @Test
    void aTensorOfAnotherShapeIsRefused() {
        Path forged = forged(classifier, "transposed", stored -> {
            int place = stored.tensors().size() - 2;
            Tensor weights = stored.tensors().get(place);
            stored.tensors().set(place, Tensor.of(weights.name(), new long[] {3, 5}, weights.values()));
        });
        assertThatThrownBy(() -> Classifier.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("transposed.safetensors: expected a tensor output/W of shape [5, 3], found [3, 5]");
    }

    @Test
    void aRegressorWithoutDeviationIsRefused() {
        Path forged = forged(
                regressor,
                "flat",
                stored -> stored.content()
                        .withObject("head")
                        .put("deviation", 0.0)
                        .put("mean", 1.5));
        assertThatThrownBy(() -> Regressor.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("flat.safetensors was not written by this version of AE4J: head needs a finite mean and a"
                        + " deviation above 0, found 1.5 and 0.0");
    }

    @Test
    void anEncoderFileWithTheDecoderInItIsRefused() {
        Path forged = folder.resolve("decoder.safetensors");
        ModelFile whole = ModelFile.read(autoencoder);
        List<Tensor> weights = whole.tensors().stream()
                .filter(tensor -> !tensor.name().startsWith("reference/"))
                .toList();
        new ModelFile("encoder", whole.content(), weights).write(forged, true);
        assertThatThrownBy(() -> PretrainedEncoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("decoder.safetensors: the specification needs 180 parameters, the tensors hold 362");
    }

    private static String describe(Tensor tensor) {
        return tensor.name() + Arrays.toString(tensor.shape());
    }

    private interface Change {
        void apply(Stored stored);
    }

    private record Stored(ObjectNode content, List<Tensor> tensors) {}

    private static Path forged(Path file, String name, Change change) {
        ModelFile original = ModelFile.read(file);
        var stored = new Stored(original.content(), new ArrayList<>(original.tensors()));
        change.apply(stored);
        Path target = folder.resolve(name + ".safetensors");
        new ModelFile(original.kind(), stored.content(), stored.tensors()).write(target, true);
        return target;
    }
}
