package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.ae4j.ModelFileException;
import org.ae4j.file.FaultyFileOperations.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void setUp() {
        file = folder.resolve("m.safetensors");
    }

    /** Shapes of every sort: no dimension, one element, none, odd sizes, more than one buffer; names in any script. */
    private static List<Tensor> tensors() {
        float[] edges = {0f, -0f, Float.MIN_VALUE, -Float.MIN_NORMAL, Float.MAX_VALUE, 0.1f, 7.038531E-26f};
        return List.of(
                Tensor.of("encoder.0/W", new long[] {3, 5, 7}, noise(105)),
                Tensor.of("encoder.0/b", new long[0], 42.5f),
                Tensor.of("encoder.1/one", new long[] {1, 1}, -1f),
                Tensor.of("encoder.1/none", new long[] {2, 0}),
                Tensor.of("décodeur/重み \"quoted\" \\ 😀", new long[] {7}, edges),
                Tensor.of("updater/0/m", new long[] {33_333}, noise(33_333)));
    }

    private static float[] noise(int count) {
        float[] values = new float[count];
        var random = new Random(count);
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static ObjectNode content() {
        ObjectNode content = Json.object().put("löss", 0.25).put("seed", 42);
        content.putObject("scaling").putArray("mean").add(0.1f).add(7.038531E-26f);
        content.put("note", "line\nbreak, \"quotes\", 重み 😀, \u0000");
        return content;
    }

    private static ModelFile model() {
        return new ModelFile("autoencoder", content(), tensors());
    }

    @Test
    void everythingComesBackBitForBit() {
        model().write(file, false);
        ModelFile back = ModelFile.read(file, "autoencoder");
        assertThat(back.kind()).isEqualTo("autoencoder");
        assertThat(Json.write(back.content())).isEqualTo(Json.write(content()));
        assertThat(back.tensors()).hasSameSizeAs(tensors());
        for (int i = 0; i < back.tensors().size(); i++) {
            Tensor expected = tensors().get(i);
            Tensor found = back.tensors().get(i);
            assertThat(found.name()).isEqualTo(expected.name());
            assertThat(found.shape()).isEqualTo(expected.shape());
            assertThat(bits(found.values())).isEqualTo(bits(expected.values()));
        }
    }

    @Test
    void independentReaderFindsTheSame() throws IOException {
        model().write(file, false);
        SpecifiedSafetensors read = SpecifiedSafetensors.read(file);
        assertThat(read.metadata()).containsOnlyKeys("ae4j", "ae4j.sha256");
        assertThat(read.tensors().keySet())
                .containsExactlyElementsOf(tensors().stream().map(Tensor::name).toList());
        for (Tensor expected : tensors()) {
            SpecifiedSafetensors.Entry found = read.tensors().get(expected.name());
            assertThat(found.shape().stream().mapToLong(Long::longValue).toArray())
                    .isEqualTo(expected.shape());
            assertThat(bits(found.values())).isEqualTo(bits(expected.values()));
        }
    }

    @Test
    void manifestSaysWhatIsInTheFile() throws IOException {
        new ModelFile("encoder", Json.object().put("seed", 1), List.of(Tensor.of("0/W", new long[] {2}, 1f, 2f)))
                .write(file, false);
        // The hash is that of the bytes 0000803f 00000040, by sha256sum.
        assertThat(SpecifiedSafetensors.read(file).metadata().get("ae4j"))
                .isEqualTo("{\"format\":1,\"kind\":\"encoder\",\"seed\":1,\"tensors\":[{\"name\":\"0/W\","
                        + "\"type\":\"F32\",\"shape\":[2],\"sha256\":"
                        + "\"b9c80b5adeca450753a16950c3cc655d271f7bef7a485bc83f112b72fef21d37\"}]}");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void dataBeginAtAMultipleOfEightWhateverTheHeadersLength(int extra) throws IOException {
        var tensor = Tensor.of("0/" + "W".repeat(1 + extra), new long[] {1}, 3f);
        new ModelFile("encoder", Json.object(), List.of(tensor)).write(file, false);
        assertThat(SpecifiedSafetensors.read(file).tensors().get(tensor.name()).values())
                .containsExactly(3f);
        assertThat(ModelFile.read(file).tensors().get(0).values()).containsExactly(3f);
    }

    @Test
    void fileWithoutTensorsIsAFile() throws IOException {
        new ModelFile("anomaly-detector", Json.object().put("threshold", 0.5f), List.of()).write(file, false);
        assertThat(SpecifiedSafetensors.read(file).tensors()).isEmpty();
        ModelFile back = ModelFile.read(file);
        assertThat(back.tensors()).isEmpty();
        assertThat(back.content().path("threshold").floatValue()).isEqualTo(0.5f);
    }

    @Test
    void sameContentGivesTheSameBytes() throws IOException {
        Path other = Files.createDirectory(folder.resolve("elsewhere")).resolve("other.safetensors");
        model().write(file, false);
        model().write(other, false);
        assertThat(other).hasSameBinaryContentAs(file);
        ModelFile.read(file).write(other, true);
        assertThat(other).hasSameBinaryContentAs(file);
    }

    @Test
    void contentIsCopiedInAndOut() {
        ObjectNode content = Json.object().put("seed", 1);
        var model = new ModelFile("encoder", content, List.of());
        content.put("seed", 2);
        model.content().put("seed", 3);
        assertThat(model.content().path("seed").intValue()).isEqualTo(1);
    }

    @Test
    void otherKindIsRefused() {
        new ModelFile("classifier", Json.object(), List.of()).write(file, false);
        assertThatThrownBy(() -> ModelFile.read(file, "autoencoder"))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + " holds a classifier, expected an autoencoder; "
                        + "choose a file that holds an autoencoder");
    }

    @Test
    void kindThatIsNoWordIsRefused() {
        assertThatThrownBy(() -> new ModelFile("Auto\nencoder", Json.object(), List.of()))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the kind of a model file is 'Auto?encoder', expected lower-case letters, digits or '-'");
    }

    @Test
    void keyOfTheFormatIsRefusedInTheContent() {
        assertThatThrownBy(() -> new ModelFile("encoder", Json.object().put("kind", "x"), List.of()))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the content of a manifest has the key 'kind', which the file format uses; choose another");
    }

    @Test
    void twoTensorsOfOneNameAreRefused() {
        Tensor tensor = Tensor.of("0/W", new long[0], 1f);
        assertThatThrownBy(() -> new ModelFile("encoder", Json.object(), List.of(tensor, tensor)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("two tensors are named '0/W', expected unique names");
    }

    @Test
    void textThatIsNoUnicodeIsRefusedBeforeAnythingIsWritten() {
        var model = new ModelFile("encoder", Json.object().put("column", "\ud83d"), List.of());
        assertThatThrownBy(() -> model.write(file, false))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("cannot write " + file
                        + ": a name or text has half a surrogate pair, which is no Unicode character");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void numberThatIsNotFiniteIsRefusedInTheManifest() {
        var model = new ModelFile("encoder", Json.object().put("loss", Float.NaN), List.of());
        assertThatThrownBy(() -> model.write(file, false))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("cannot write " + file
                        + ": cannot write JSON: NaN at /loss, numbers must be finite; leave out what is unknown");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void headerTooLongToBeReadAgainIsRefused() {
        var model = new ModelFile("encoder", Json.object().put("note", "x".repeat(100_000_000)), List.of());
        assertThatThrownBy(() -> model.write(file, false))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("cannot write " + file + ": the header would have 100000173 bytes, "
                        + "at most 100000000 can be read again; store less in the manifest");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void manifestOfTwentyMegabytesComesBack() {
        String text = "x".repeat(20_000_001); // beyond the bound that Jackson sets by itself
        new ModelFile("encoder", Json.object().put(text.substring(0, 60_000), text), List.of()).write(file, false);
        assertThat(ModelFile.read(file).content().elements().next().textValue()).isEqualTo(text);
    }

    @Test
    void existingModelIsNotOverwritten() throws IOException {
        Files.writeString(file, "kept");
        assertThatThrownBy(() -> model().write(file, false))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + " already exists; choose another name or pass --force to replace it");
        assertThat(file).hasContent("kept");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CREATE", "NO_SPACE", "STALLED", "SYNC", "CLOSE", "RENAME"})
    void whateverFailsTheOldModelIsStillThere(Fault fault) throws IOException {
        byte[] old = "an older model".getBytes(StandardCharsets.UTF_8);
        Files.write(file, old);
        assertThatThrownBy(() -> model().write(file, true, new FaultyFileOperations(fault)))
                .isInstanceOf(ModelFileException.class)
                .hasMessageMatching("cannot write \\Q" + file + "\\E: .+; nothing was changed");
        assertThat(file).hasBinaryContent(old);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }
}
