package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ae4j.ModelFileException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written from the format's description are read; what is none is refused before memory is taken for it. */
class SafetensorsFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("w.safetensors");
    }

    private void write(String header, byte... values) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        Files.write(
                file,
                ByteBuffer.allocate(8 + text.length + values.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(text.length)
                        .put(text)
                        .put(values)
                        .array());
    }

    private static String tensor(String name, String type, String shape, int from, int to) {
        return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}".formatted(name, type, shape, from, to);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void everyRealTypeIsReadAsFloat() throws IOException {
        // −1.5 as F32, F64, F16 and BF16; the smallest F16 above 0, 2⁻²⁴; 65504, the largest; the whole number 7.
        write(
                "{\"__metadata__\":{\"format\":\"pt\"},"
                        + tensor("a.f32", "F32", "[1]", 0, 4) + ","
                        + tensor("a.f64", "F64", "[1,1]", 4, 12) + ","
                        + tensor("a.f16", "F16", "[3]", 12, 18) + ","
                        + tensor("a.bf16", "BF16", "[]", 18, 20) + ","
                        + tensor("steps", "I64", "[1]", 20, 28) + "}",
                bytes(
                        0, 0, 0xc0, 0xbf, 0, 0, 0, 0, 0, 0, 0xf8, 0xbf, 0, 0xbe, 1, 0, 0xff, 0x7b, 0xc0, 0xbf, 7, 0, 0,
                        0, 0, 0, 0, 0));
        SafetensorsFile read = SafetensorsFile.open(file);
        assertThat(read.names()).containsExactly("a.f32", "a.f64", "a.f16", "a.bf16", "steps");
        assertThat(read.values("a.f32")).containsExactly(-1.5f);
        assertThat(read.values("a.f64")).containsExactly(-1.5f);
        assertThat(read.values("a.f16")).containsExactly(-1.5f, 0x1p-24f, 65504f);
        assertThat(read.values("a.bf16")).containsExactly(-1.5f);
        assertThat(read.shape("a.f64")).containsExactly(1, 1);
        assertThat(read.isReal("steps")).isFalse();
        assertThatThrownBy(() -> read.values("steps"))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": tensor 'steps' is of type I64, expected real numbers: F64, F32, F16 or BF16");
        assertThatThrownBy(() -> read.values("a.f61"))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file
                        + " has no tensor 'a.f61'; did you mean 'a.f64'? (known: a.f32, a.f64, a.f16, a.bf16, steps)");
    }

    @Test
    void aHeaderOf640BytesIsNoPickle() throws IOException {
        String header = "{" + tensor("a", "F32", "[0]", 0, 0);
        write(header + " ".repeat(640 - header.length() - 1) + "}");
        assertThat(SafetensorsFile.open(file).names()).containsExactly("a");
    }

    @Test
    void valuesThatAreNoNumbersAreRefused() throws IOException {
        write("{" + tensor("a", "F16", "[2]", 0, 4) + "}", bytes(0, 0, 0, 0x7c));
        assertThatThrownBy(() -> SafetensorsFile.open(file).values("a"))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": tensor 'a' holds Infinity at index 1, every value must be finite");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + message);
    }

    @Test
    void tensorsThatDoNotFillTheFileAreRefused() throws IOException {
        write("{" + tensor("a", "F32", "[2]", 0, 8) + "}", new byte[4]);
        refused(" is damaged: its tensors have 8 bytes, found 4");
        write("{" + tensor("a", "F32", "[1]", 4, 8) + "}", new byte[8]);
        refused(" is damaged: a tensor begins at byte 4, expected 0");
        write("{" + tensor("a", "F32", "[1]", 0, 4) + "," + tensor("b", "F32", "[1]", 0, 4) + "}", new byte[4]);
        refused(" is damaged: a tensor begins at byte 0, expected 4");
        write("{" + tensor("a", "F32", "[3]", 0, 8) + "}", new byte[8]);
        refused(" is damaged: tensor 'a' of shape [3] and type F32 has the offsets [0, 8]");
        write("{" + tensor("a", "F32", "[4294967296,4294967296]", 0, 0) + "}");
        refused(
                " is damaged: tensor 'tensor/a' has shape [4294967296, 4294967296], expected dimensions of 0 or more with a"
                        + " product of at most 2147483639");
    }

    @Test
    void headersThatAreNoneAreRefused() throws IOException {
        refused(" is no file, expected a safetensors file; check the path");
        Files.write(file, new byte[3]);
        refused(" is no safetensors file: its first 8 bytes give no length of a header in 3 bytes");
        Files.write(file, bytes(0xff, 0xff, 0xff, 0x7f, 0, 0, 0, 0, '{', '}'));
        refused(" is no safetensors file: its first 8 bytes give no length of a header in 10 bytes");
        write("{" + tensor("a", "C64", "[1]", 0, 8) + "}", new byte[8]);
        refused(" is damaged: tensor 'a' is of the unknown type 'C64'");
        write("{\"a\":1}");
        refused(" is damaged: tensor 'a' lacks its shape or offsets");
    }

    @Test
    void picklesAreRefusedWithTheWayOut() throws IOException {
        String message =
                " is a zip or a pickle, such as torch.save writes: reading one can run what is in it; save the weights"
                        + " with safetensors.torch.save_file(model.state_dict(), …)";
        Files.write(file, bytes('P', 'K', 3, 4, 0, 0, 8, 8, 0, 0));
        refused(message);
        Files.write(file, bytes(0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20));
        refused(message);
    }
}
