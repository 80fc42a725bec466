package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ae4j.ModelFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose hashes are right and whose content is wrong: nobody's disk does that, an attacker or a bug does. */
class ForgedModelFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private final ForgedFile forged = new ForgedFile();

    @BeforeEach
    void setUp() {
        file = folder.resolve("m.safetensors");
    }

    @Test
    void unchangedItIsAccepted() throws IOException {
        forged.write(file);
        ModelFile model = ModelFile.read(file, "encoder");
        assertThat(model.tensors().get(0).values()).containsExactly(1, 2, 3, 4);
        assertThat(model.tensors().get(1).values()).containsExactly(5, 6);
    }

    @Test
    void nanInATensor() throws IOException {
        forged.values[2] = Float.NaN;
        forged.hash("0/W", 0, 4);
        assertDamaged("tensor '0/W' holds NaN at index 2, every value must be finite");
    }

    @Test
    void tensorOutsideTheFile() throws IOException {
        forged.inHeader("0/b").putArray("data_offsets").add(1_000_000).add(1_000_008);
        assertHeaderDiffers("[1000000,1000008]", 2);
    }

    @Test
    void tensorLargerThanTheFile() throws IOException {
        forged.inManifest(1).putArray("shape").add(500_000_000);
        forged.inHeader("0/b").putArray("shape").add(500_000_000);
        forged.inHeader("0/b").putArray("data_offsets").add(16).add(2_000_000_016);
        forged.write(file);
        long size = file.toFile().length();
        assertRefused("%s is cut short: expected %d bytes, found %d; copy or train it again"
                .formatted(file, size - 8 + 2_000_000_000L, size));
    }

    @Test
    void overlappingTensors() throws IOException {
        forged.inHeader("0/b").putArray("data_offsets").add(0).add(8);
        assertHeaderDiffers("[0,8]", 1);
    }

    @Test
    void shapeWhoseProductOverflows() throws IOException {
        forged.inManifest(0).putArray("shape").add(1L << 62).add(4);
        assertDamaged("tensor '0/W' has shape [4611686018427387904, 4], "
                + "expected dimensions of 0 or more with a product of at most 2147483639");
    }

    @Test
    void negativeDimension() throws IOException {
        forged.inManifest(0).putArray("shape").add(-2).add(-2);
        assertDamaged("tensor '0/W' has shape [-2, -2], "
                + "expected dimensions of 0 or more with a product of at most 2147483639");
    }

    @Test
    void dimensionThatIsNoWholeNumber() throws IOException {
        forged.inManifest(0).putArray("shape").add(2).add(2.0);
        assertDamaged("tensor 0 of its manifest has not exactly name, type F32, shape and sha256");
    }

    @Test
    void otherType() throws IOException {
        forged.inManifest(1).put("type", "F16");
        assertDamaged("tensor 1 of its manifest has not exactly name, type F32, shape and sha256");
    }

    @Test
    void shapeOfTheSameSizeAsInTheManifest() throws IOException {
        forged.inHeader("0/W").putArray("shape").add(4);
        assertHeaderDiffers("[4]", 1);
    }

    @Test
    void tensorThatTheManifestDoesNotKnow() throws IOException {
        forged.tensors.set("0/x", forged.inHeader("0/b"));
        assertHeaderDiffers(",\"0/x\"", 0);
    }

    @Test
    void sameNameTwiceInTheHeader() throws IOException {
        String header = forged.header().replace("\"0/b\"", "\"0/W\"");
        forged.header(header);
        assertDamaged("its header is not valid JSON: line 1, column " + (header.lastIndexOf("\"0/W\"") + 6)
                + ": Duplicate field '0/W'");
    }

    @Test
    void sameNameTwiceInTheManifest() throws IOException {
        forged.inManifest(1).put("name", "0/W");
        assertDamaged("two tensors are named '0/W', expected unique names");
    }

    @Test
    void manifestThatIsNoJson() throws IOException {
        forged.manifestText("{\"format\":1,}");
        assertDamaged("its manifest is not valid JSON: line 1, column 13: "
                + "Unexpected character ('}' (code 125)): was expecting double-quote to start field name");
    }

    @Test
    void manifestThatIsNoObject() throws IOException {
        forged.manifestText("[]");
        assertDamaged("its manifest is a JSON array, expected an object: {…}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"format\":\"1\"}", "{\"format\":0}", "{\"format\":99999999999}"})
    void manifestWithoutAVersion(String text) throws IOException {
        forged.manifestText(text);
        assertDamaged("its manifest lacks the format version");
    }

    @Test
    void newerVersion() throws IOException {
        forged.manifest.put("format", 2);
        forged.write(file);
        assertRefused(file + " has format version 2, this version of AE4J reads up to 1; update AE4J");
    }

    @Test
    void manifestWithoutItsParts() throws IOException {
        forged.manifestText("{\"format\":1,\"kind\":\"encoder\"}");
        assertDamaged("its manifest lacks the kind or the list of tensors");
    }

    @Test
    void kindThatWouldWriteOnATerminal() throws IOException {
        forged.manifest.put("kind", "\u001b[2J");
        assertDamaged("the kind of a model file is '?[2J', expected lower-case letters, digits or '-'");
    }

    @Test
    void blankMoreInTheHeader() throws IOException {
        forged.header(forged.header().replace("\"0/b\":", "\"0/b\": "));
        assertHeaderDiffers("\"0/b\": ", 6);
    }

    @Test
    void secondValueBehindTheHeader() throws IOException {
        String header = forged.header();
        forged.header(header + "{}");
        assertDamaged("its header is not valid JSON: line 1, column " + (header.length() + 1)
                + ": something follows the value");
    }

    @Test
    void thirdEntryInTheMetadata() throws IOException {
        forged.header(forged.header().replace("{\"ae4j\":", "{\"pickle\":\"x\",\"ae4j\":"));
        assertHeaderDiffers("\"pickle\"", 1);
    }

    @Test
    void halfASurrogatePairInTheManifest() throws IOException {
        forged.header(forged.header().replace("encoder", "\\ud83d"));
        assertDamaged("a name or text has half a surrogate pair, which is no Unicode character");
    }

    @Test
    void metadataThatAreNoObject() throws IOException {
        forged.header("{\"__metadata__\":[1]}");
        forged.write(file);
        assertRefused(file + " is a safetensors file without the manifest of a model ('ae4j' in its metadata); "
                + "choose a file that AE4J wrote");
    }

    @Test
    void numberThatNoNumberTypeHolds() throws IOException {
        forged.header(forged.header().replace("[0,16]", "[0,1e99999999999]"));
        assertHeaderDiffers("[0,1e99", 4);
    }

    @Test
    void bottomlessNesting() throws IOException {
        forged.header("{\"a\":" + "[".repeat(1_000_000));
        assertDamaged("its header is not valid JSON: Document nesting depth (1001) exceeds the maximum allowed (1000)");
    }

    private void assertDamaged(String how) throws IOException {
        forged.write(file);
        assertRefused(file + " is damaged: " + how + "; copy or train it again");
    }

    /** Asserts that the first difference is found {@code offset} bytes behind the beginning of this text. */
    private void assertHeaderDiffers(String text, int offset) throws IOException {
        forged.write(file);
        int at = Files.readString(file, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).as(text).isPositive();
        assertRefused(file + " is damaged: its header is not the one that belongs to its manifest, from byte "
                + (at + offset) + " on; copy or train it again");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ModelFile.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }
}
