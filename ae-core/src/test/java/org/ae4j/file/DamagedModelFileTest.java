package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ae4j.ModelFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A good file, then a disk, a network or a user that does something to it. */
class DamagedModelFileTest {
    @TempDir
    private Path folder;

    private Path file;
    private byte[] good;
    private int dataStart;

    @BeforeEach
    void setUp() throws IOException {
        file = folder.resolve("m.safetensors");
        new ModelFile(
                        "encoder",
                        Json.object().put("seed", 42),
                        List.of(
                                Tensor.of("0/W", new long[] {2, 3}, 1, 2, 3, 4, 5, 6),
                                Tensor.of("0/b", new long[] {3}, 7, 8, 9)))
                .write(file, false);
        good = Files.readAllBytes(file);
        dataStart = good.length - 9 * Float.BYTES;
    }

    @Test
    void cutShortInTheLastTensor() throws IOException {
        Files.write(file, Arrays.copyOf(good, good.length - 1));
        assertRefused("%s is cut short: expected %d bytes, found %d; copy or train it again"
                .formatted(file, good.length, good.length - 1));
    }

    @Test
    void cutShortBetweenTensors() throws IOException {
        Files.write(file, Arrays.copyOf(good, dataStart + 24));
        assertRefused("%s is cut short: expected %d bytes, found %d; copy or train it again"
                .formatted(file, good.length, dataStart + 24));
    }

    @Test
    void cutShortBeforeTheFirstTensor() throws IOException {
        Files.write(file, Arrays.copyOf(good, dataStart));
        assertRefused("%s is cut short: expected %d bytes, found %d; copy or train it again"
                .formatted(file, good.length, dataStart));
    }

    @ParameterizedTest
    @CsvSource({"8", "9", "100"})
    void cutShortInTheHeader(int length) throws IOException {
        Files.write(file, Arrays.copyOf(good, length));
        assertRefused("%s is cut short: expected at least %d bytes, found %d; copy or train it again"
                .formatted(file, dataStart, length));
    }

    @Test
    void cutShortInTheFirstEightBytes() throws IOException {
        Files.write(file, Arrays.copyOf(good, 7));
        assertRefused(file + " is not a model file: it has 7 bytes, the shortest has more; "
                + "choose a .safetensors file that AE4J wrote");
    }

    @Test
    void cutShortAnywhere() throws IOException {
        for (int length = 0; length < good.length; length++) {
            Files.write(file, Arrays.copyOf(good, length));
            assertRefusedWithItsName("cut to " + length + " bytes");
        }
    }

    @Test
    void anyBitFlipped() throws IOException {
        for (int at = 0; at < good.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << bit);
                Files.write(file, bad);
                assertRefusedWithItsName("bit %d of byte %d flipped".formatted(bit, at));
            }
        }
    }

    @Test
    void bitFlippedInATensor() throws IOException {
        good[dataStart + 25] ^= 1;
        assertDamaged("tensor '0/b' has another SHA-256 than the manifest says");
    }

    @Test
    void digitChangedInTheManifest() throws IOException {
        replace("42", "43");
        assertDamaged("its manifest has another SHA-256 than the header says");
    }

    @Test
    void hashChangedInTheHeader() throws IOException {
        int at = indexOf("ae4j.sha256\":\"") + 14;
        good[at] = (byte) (good[at] == 'a' ? 'b' : 'a');
        assertDamaged("its manifest has another SHA-256 than the header says");
    }

    @Test
    void offsetChangedInTheHeader() throws IOException {
        int at = indexOf("[0,24]");
        replace("[0,24]", "[0,20]");
        assertDamaged("its header is not the one that belongs to its manifest, from byte " + (at + 4) + " on");
    }

    @Test
    void paddingChanged() throws IOException {
        assertThat(good[dataStart - 1])
                .as("padding, else this test needs another model")
                .isEqualTo((byte) ' ');
        good[dataStart - 1] = '\n';
        assertDamaged("its header is not the one that belongs to its manifest, from byte " + (dataStart - 1) + " on");
    }

    @Test
    void headerThatIsNoText() throws IOException {
        good[9] = (byte) 0xff;
        assertDamaged("its header is not UTF-8 text");
    }

    @Test
    void headerThatIsNoObject() throws IOException {
        good[8] = '[';
        Files.write(file, good);
        assertRefused(file + " is not a model file: its header does not begin with '{'; "
                + "choose a .safetensors file that AE4J wrote");
    }

    @Test
    void bytesTooMany() throws IOException {
        int length = good.length;
        good = Arrays.copyOf(good, length + 4);
        assertDamaged("expected %d bytes, found %d".formatted(length, length + 4));
    }

    @ParameterizedTest
    @CsvSource({
        "100000001, 100000001",
        "9223372036854775807, 9223372036854775807",
        "-1, 18446744073709551615",
        "-9223372036854775808, 9223372036854775808"
    })
    void hugeHeaderLength(long length, String shown) throws IOException {
        ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Files.write(file, good);
        assertRefused(
                "%s is not a model file: its first 8 bytes give a header of %s bytes, at most 100000000 are allowed; "
                                .formatted(file, shown)
                        + "choose a .safetensors file that AE4J wrote");
    }

    @Test
    void headerLengthBeyondTheFile() throws IOException {
        ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putLong(100_000_000);
        Files.write(file, good);
        assertRefused("%s is cut short: expected at least 100000008 bytes, found %d; copy or train it again"
                .formatted(file, good.length));
    }

    @Test
    void headerOfNoLength() throws IOException {
        ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putLong(0);
        Files.write(file, good);
        assertRefused(file + " is not a model file: its header does not begin with '{'; "
                + "choose a .safetensors file that AE4J wrote");
    }

    @Test
    void textFile() throws IOException {
        Files.writeString(file, "temp_c,state\n20.5,ok\n");
        long length = ByteBuffer.wrap("temp_c,s".getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        assertRefused(
                "%s is not a model file: its first 8 bytes give a header of %d bytes, at most 100000000 are allowed; "
                                .formatted(file, length)
                        + "choose a .safetensors file that AE4J wrote");
    }

    @Test
    void safetensorsFileOfSomebodyElse() throws IOException {
        new ForgedFile()
                .header("{\"a\":{\"dtype\":\"F32\",\"shape\":[6],\"data_offsets\":[0,24]}}")
                .write(file);
        assertRefused(file + " is a safetensors file without the manifest of a model ('ae4j' in its metadata); "
                + "choose a file that AE4J wrote");
    }

    @Test
    void emptyFile() throws IOException {
        Files.write(file, new byte[0]);
        assertRefused(file + " is empty, expected a model file; copy or train it again");
    }

    @Test
    void missingFile() throws IOException {
        Files.delete(file);
        assertRefused(file + " does not exist; check the path");
    }

    @Test
    void folderInPlaceOfTheFile() {
        file = folder;
        assertRefused(folder + " is a folder, expected a model file; name the file in it");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void deviceInPlaceOfTheFile() {
        file = Path.of("/dev/zero");
        assertRefused("/dev/zero is not a regular file, expected a model file");
    }

    private void assertDamaged(String how) throws IOException {
        Files.write(file, good);
        assertRefused(file + " is damaged: " + how + "; copy or train it again");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ModelFile.read(file, "encoder"))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(message);
    }

    private void assertRefusedWithItsName(String damage) {
        assertThat(catchThrowable(() -> ModelFile.read(file, "encoder")))
                .as(damage)
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + " ");
    }

    private void replace(String old, String fresh) {
        byte[] bytes = fresh.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, good, indexOf(old), bytes.length);
    }

    private int indexOf(String text) {
        int at = new String(good, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).as(text).isPositive();
        return at;
    }
}
