package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
                        "output/b[4]");
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
