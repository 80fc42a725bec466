package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose hashes are right and whose content does not fit together. */
class AutoencoderFileTest {
    @TempDir
    static Path folder;

    private static Path file;

    @BeforeAll
    static void train() {
        Samples data = Samples.blobs(60, 4, 2, 1, 1);
        file = folder.resolve("blobs.safetensors");
        Trainer.of(
                        Presets.dense(data.schema()).hidden(6).code(2),
                        TrainingPlan.defaults().epochs(1))
                .fit(data)
                .model()
                .save(file);
    }

    @Test
    void tensorsAreNamedByLayerAndParameter() {
        assertThat(ModelFile.read(file).tensors().stream().map(t -> t.name() + Arrays.toString(t.shape())))
                .containsExactly(
                        "encoder0/W[4, 6]",
                        "encoder0/b[6]",
                        "code/W[6, 2]",
                        "code/b[2]",
                        "decoder0/W[2, 6]",
                        "decoder0/b[6]",
                        "output/W[6, 4]",
                        "output/b[4]",
                        "reference/codes[60, 2]",
                        "reference/errors[60]",
                        "reference/residualMean[4]",
                        "reference/residualVariance[4]",
                        "reference/residualCovariance[4, 4]");
    }

    @Test
    void anotherShapeThanTheSpecificationsIsRefused() {
        Path forged = forged("transposed", stored -> {
            Tensor code = stored.tensors().get(2);
            stored.tensors().set(2, Tensor.of(code.name(), new long[] {2, 6}, code.values()));
        });
        assertThatThrownBy(() -> Autoencoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("transposed.safetensors: expected a tensor code/W of shape [6, 2], found [2, 6]");
    }

    @Test
    void anotherNameThanTheSpecificationsIsRefused() {
        Path forged = forged("renamed", stored -> {
            Tensor bias = stored.tensors().get(1);
            stored.tensors().set(1, Tensor.of("encoder0/bias", bias.shape(), bias.values()));
        });
        assertThatThrownBy(() -> Autoencoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("renamed.safetensors: expected a tensor encoder0/b of shape [6], found none");
    }

    @Test
    void hugeSpecificationIsRefusedBeforeMemoryIsTaken() {
        Path forged = forged(
                "huge",
                stored -> stored.content()
                        .withObject("spec")
                        .withObject("architecture")
                        .withArray("hidden")
                        .set(0, 2_000_000_000));
        assertThatThrownBy(() -> Autoencoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("huge.safetensors: the specification needs 28000000006 parameters, the tensors hold 90");
    }

    @Test
    void contentOfAnotherVersionIsRefusedWithItsPlace() {
        Path forged =
                forged("newer", stored -> stored.content().withObject("spec").put("colour", "blue"));
        assertThatThrownBy(() -> Autoencoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(
                        "newer.safetensors was not written by this version of AE4J: specification.colour");
    }

    @Test
    void modelWithoutReferenceIsOneToo() {
        Path forged =
                forged("bare", stored -> stored.tensors().removeIf(t -> t.name().startsWith("reference/")));
        try (Autoencoder model = Autoencoder.load(forged)) {
            assertThat(model.reference()).isEmpty();
        }
    }

    static Stream<Arguments> damagedReferences() {
        return Stream.of(
                Arguments.of(reshaped("codes", 60, 3), "reference/codes of shape [60, 2], found [60, 3]"),
                Arguments.of(reshaped("codes", 59, 2), "reference/errors of shape [59], found [60]"),
                Arguments.of(reshaped("errors", 61), "reference/errors of shape [60], found [61]"),
                Arguments.of(reshaped("residualMean", 5), "reference/residualMean of shape [4], found [5]"),
                Arguments.of(
                        reshaped("residualVariance", 2, 2), "reference/residualVariance of shape [4], found [2, 2]"),
                Arguments.of(
                        reshaped("residualCovariance", 4, 3),
                        "reference/residualCovariance of shape [4, 4], found [4, 3]"),
                Arguments.of(without("codes"), "reference/codes of shape [1, 2], found none"),
                Arguments.of(without("residualMean"), "reference/residualMean of shape [4], found none"));
    }

    @ParameterizedTest
    @MethodSource("damagedReferences")
    void referenceThatDoesNotFitIsRefused(Change change, String expected) {
        Path forged = forged("damaged", change);
        assertThatThrownBy(() -> Autoencoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("damaged.safetensors: expected a tensor " + expected);
    }

    @Test
    void superfluousReferenceAndNegativeVarianceAreRefused() {
        Path more = forged("more", stored -> stored.tensors().add(Tensor.of("reference/rows", new long[] {1}, 1)));
        assertThatThrownBy(() -> Autoencoder.load(more))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("more.safetensors: found a tensor reference/rows, which no model has");
        Path negative = forged(
                "negative",
                stored -> stored.tensors()
                        .replaceAll(t -> t.name().endsWith("residualVariance")
                                ? Tensor.of(t.name(), t.shape(), 1, -1, 1, 1)
                                : t));
        assertThatThrownBy(() -> Autoencoder.load(negative))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "negative.safetensors: tensor reference/residualVariance holds -1.0, expected numbers of 0 or"
                                + " more");
    }

    @Test
    void moreCodesThanAreEverKeptAreRefused() {
        Path forged = forged("many", reshaped("codes", 10_001, 2));
        assertThatThrownBy(() -> Autoencoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("many.safetensors: expected at most 10000 reference codes, found 10001");
    }

    private static Change reshaped(String name, long... shape) {
        int size = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return stored -> stored.tensors()
                .replaceAll(
                        t -> t.name().equals("reference/" + name) ? Tensor.of(t.name(), shape, new float[size]) : t);
    }

    private static Change without(String name) {
        return stored -> stored.tensors().removeIf(t -> t.name().equals("reference/" + name));
    }

    @Test
    void savingOverAFileNeedsToBeAskedFor() {
        try (Autoencoder model = Autoencoder.load(file)) {
            assertThatThrownBy(() -> model.save(file))
                    .isInstanceOf(AutoencoderException.class)
                    .hasMessageContaining("blobs.safetensors already exists");
            model.saveReplacing(file);
        }
    }

    private interface Change {
        void apply(Stored stored);
    }

    private record Stored(ObjectNode content, List<Tensor> tensors) {}

    private static Path forged(String name, Change change) {
        ModelFile original = ModelFile.read(file);
        var stored = new Stored(original.content(), new ArrayList<>(original.tensors()));
        change.apply(stored);
        Path target = folder.resolve(name + ".safetensors");
        new ModelFile(original.kind(), stored.content(), stored.tensors()).write(target, true);
        return target;
    }
}
