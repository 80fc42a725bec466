package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as numpy.lib.format specifies them. */
class NpyTest {
    private static final float NAN = Float.NaN;

    @TempDir
    Path folder;

    /** A file of version 1.0: magic, version, length of the header, the header padded to 64 bytes, the numbers. */
    static byte[] npy(String type, boolean fortran, String shape, double... numbers) {
        String dictionary = "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
                .formatted(type, fortran ? "True" : "False", shape);
        return file(1, dictionary, data(type, numbers));
    }

    static byte[] file(int version, String dictionary, byte[] data) {
        int start = version == 1 ? 10 : 12;
        String header = dictionary + " ".repeat(63 - (start + dictionary.length()) % 64) + "\n";
        ByteBuffer bytes =
                ByteBuffer.allocate(start + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) version)
                .put((byte) 0);
        if (version == 1) {
            bytes.putShort((short) header.length());
        } else {
            bytes.putInt(header.length());
        }
        return bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(data).array();
    }

    private static byte[] data(String type, double... numbers) {
        int width = type.charAt(2) - '0';
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * width)
                .order(type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        for (double number : numbers) {
            switch (type.substring(1)) {
                case "f4" -> bytes.putFloat((float) number);
                case "f8" -> bytes.putDouble(number);
                case "u1", "i1" -> bytes.put((byte) number);
                case "u2", "i2" -> bytes.putShort((short) (long) number);
                case "u4", "i4" -> bytes.putInt((int) (long) number);
                default -> bytes.putLong((long) number);
            }
        }
        return bytes.array();
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("a.npy"), bytes);
    }

    private Samples read(byte[] bytes) throws IOException {
        return Samples.npy(write(bytes));
    }

    static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of("<f4", new double[] {1.5, -2.25, 1e30, 0}),
                Arguments.of(">f4", new double[] {1.5, -2.25, 1e30, 0}),
                Arguments.of("<f8", new double[] {0.1, -2.25, 1e30, 7}),
                Arguments.of(">f8", new double[] {0.1, -2.25, 1e30, 7}),
                Arguments.of("|u1", new double[] {0, 127, 128, 255}),
                Arguments.of("|i1", new double[] {0, 127, -128, -1}),
                Arguments.of("<i2", new double[] {0, 32767, -32768, 258}),
                Arguments.of(">i2", new double[] {0, 32767, -32768, 258}),
                Arguments.of("<u2", new double[] {0, 65535, 32768, 258}),
                Arguments.of("<i4", new double[] {0, 2147483647, -2147483648, 65537}),
                Arguments.of(">u4", new double[] {0, 4294967295L, 2147483648L, 65537}),
                Arguments.of("<i8", new double[] {0, 1L << 40, -(1L << 40), 65537}),
                Arguments.of(">i8", new double[] {0, 1L << 40, -(1L << 40), 65537}));
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeOfNumberIsReadInBothOrders(String type, double[] numbers) throws IOException {
        Samples rows = read(npy(type, false, "(2, 2)", numbers));
        assertThat(rows.schema()).isEqualTo(Schema.numeric(List.of("x0", "x1")));
        assertThat(rows.row(0)).containsExactly((float) numbers[0], (float) numbers[1]);
        assertThat(rows.row(1)).containsExactly((float) numbers[2], (float) numbers[3]);
        Samples columns = read(npy(type, true, "(2, 2)", numbers));
        assertThat(columns.row(0)).containsExactly((float) numbers[0], (float) numbers[2]);
    }

    @Test
    void laterVersionsHaveLongerHeaders() throws IOException {
        for (int version = 1; version <= 3; version++) {
            byte[] file = file(version, "{'shape': (1, 2), 'fortran_order': False, 'descr': '<f4'}", data("<f4", 3, 4));
            assertThat(read(file).row(0)).containsExactly(3, 4);
        }
    }

    @Test
    void packedFilesAreUnpacked() throws IOException {
        Path file = folder.resolve("a.npy.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(npy("<f4", false, "(1, 2)", 3, 4));
        }
        assertThat(Samples.npy(file).row(0)).containsExactly(3, 4);
    }

    @Test
    void threeSizesOfBytesAreGreyImages() throws IOException {
        Samples samples = read(npy("|u1", false, "(2, 1, 2)", 1, 2, 3, 255));
        assertThat(samples.schema()).isEqualTo(Schema.image(1, 1, 2));
        assertThat(samples.row(1)).containsExactly(3, 255);
    }

    @Test
    void threeSizesOfOtherNumbersAreSequences() throws IOException {
        Samples samples = read(npy("<f4", false, "(2, 2, 2)", 1, 2, 3, 4, 5, 6, 7, 8));
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("x0", "x1"), 2));
        assertThat(samples.row(1)).containsExactly(5, 6, 7, 8);
        Samples fortran = read(npy("<f4", true, "(2, 2, 2)", 1, 5, 3, 7, 2, 6, 4, 8));
        assertThat(fortran.fingerprint()).isEqualTo(samples.fingerprint());
        assertThat(read(npy("<i2", false, "(1, 2, 1)", 1, 2)).schema()).isEqualTo(Schema.sequence(List.of("value"), 2));
    }

    @Test
    void sequencesEndBeforeTheStepsThatAreNaN() throws IOException {
        Path file = write(npy("<f8", false, "(2, 3, 1)", 1, 2, NAN, 3, NAN, NAN));
        assertThat(Samples.npy(file).schema()).isEqualTo(Schema.sequence(List.of("value"), 2, 1));
        assertThat(Samples.npy(file).row(1)).containsExactly(3, NAN);
        Path gap = write(npy("<f8", false, "(1, 3, 1)", 1, NAN, 3));
        assertThat(Samples.npy(gap, Imputation.keep()).missing()).isEqualTo(1);
        assertThat(Samples.npy(gap, Imputation.mean()).row(0)).containsExactly(1, 2, 3);
    }

    @Test
    void fourSizesAreImagesWithTheirChannelsWhereOneOfThemIsOneOrThree() throws IOException {
        double[] numbers = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Samples first = read(npy("|u1", false, "(1, 3, 2, 2)", numbers));
        assertThat(first.schema()).isEqualTo(Schema.image(3, 2, 2));
        assertThat(first.row(0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        Samples last = read(npy("|u1", false, "(1, 2, 2, 3)", numbers));
        assertThat(last.schema()).isEqualTo(Schema.image(3, 2, 2));
        assertThat(last.row(0)).containsExactly(1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12);
        assertThat(read(npy("|u1", false, "(1, 2, 2, 1)", 1, 2, 3, 4)).schema()).isEqualTo(Schema.image(1, 2, 2));
    }

    static Stream<Arguments> damaged() {
        String sizes =
                ", expected (rows, columns), (images, height, width), (sequences, steps, features) or four sizes of"
                        + " colour images, each 1 to 999999999";
        String plain = ", expected descr, fortran_order and shape of a plain array; save it with numpy.save";
        String types = ", expected one of f4, f8, u1, i1, i2, i4, i8, u2, u4; convert it with astype";
        byte[] whole = npy("<f4", false, "(2, 2)", 1, 2, 3, 4);
        byte[] version = whole.clone();
        version[6] = 4;
        byte[] length = file(2, "{}", new byte[0]);
        length[11] = 0x7f;
        return Stream.of(
                Arguments.of(
                        new byte[] {(byte) 0x93, 'N', 'U'},
                        "a.npy is no NumPy file, which begins with \\x93NUMPY and a version"),
                Arguments.of(version, "a.npy has version 4.0 of NumPy's format, expected 1.0, 2.0 or 3.0"),
                Arguments.of(Arrays.copyOf(whole, 9), "a.npy is cut short: it ends within its header"),
                Arguments.of(Arrays.copyOf(whole, 50), "a.npy is cut short: it ends within its header"),
                Arguments.of(
                        Arrays.copyOf(whole, whole.length - 1),
                        "a.npy is cut short: its header promises 16 bytes of data, it holds 15"),
                Arguments.of(
                        Arrays.copyOf(whole, whole.length + 1),
                        "a.npy goes on after the 16 bytes of data that its header promises"),
                Arguments.of(length, "a.npy has a header of 2130706484 bytes, expected at most 65536"),
                Arguments.of(
                        npy("<f4", false, "(999999999, 999999999, 9)"),
                        "a.npy is cut short: its header promises 35999999928000000036 bytes of data, it holds 0"),
                Arguments.of(npy("<f4", false, "(4,)", 1, 2, 3, 4), "a.npy has the shape (4,)" + sizes),
                Arguments.of(npy("<f4", false, "()", 1), "a.npy has the shape ()" + sizes),
                Arguments.of(npy("<f4", false, "(0, 4)"), "a.npy has the shape (0, 4)" + sizes),
                Arguments.of(npy("<f4", false, "(1, 1, 1, 1, 1)", 1), "a.npy has the shape (1, 1, 1, 1, 1)" + sizes),
                Arguments.of(npy("|O8", false, "(1, 1)", 1), "a.npy has numbers of type '|O8'" + types),
                Arguments.of(npy("<f2", false, "(1, 1)"), "a.npy has numbers of type '<f2'" + types),
                Arguments.of(
                        file(1, "{'descr': [('a', '<f4')], 'shape': (1, 1)}", new byte[4]),
                        "a.npy has the header {'descr': [('a', '<f4')], 'shape': (1, 1)}" + plain),
                Arguments.of(
                        file(1, "{'descr': '<f4', 'shape': (1, 1)}", new byte[4]),
                        "a.npy has the header {'descr': '<f4', 'shape': (1, 1)}" + plain),
                Arguments.of(
                        file(1, "{'descr': '<f4', 'fortran_order': (1, 1), 'shape': True}", new byte[4]),
                        "a.npy has fortran_order (1, 1) and shape True, expected True or False, and sizes"),
                Arguments.of(
                        npy("<f4", false, "(1, 3, 1, 2)", 1, 2, 3, 4, 5, 6),
                        "a.npy has the shape (1, 3, 1, 2) of images, which are bytes (u1), but numbers of type f4; scale"
                                + " them to 0..255 and convert them with astype('uint8')"),
                Arguments.of(
                        npy("|u1", false, "(1, 3, 1, 3)", 1, 2, 3, 4, 5, 6, 7, 8, 9),
                        "a.npy has the shape (1, 3, 1, 3): channels are the second or the last size, 1 or 3, and here both"
                                + " are; name a folder of images instead, or save one channel as (images, height, width)"),
                Arguments.of(
                        npy("|u1", false, "(1, 2, 1, 2)", 1, 2, 3, 4),
                        "a.npy has the shape (1, 2, 1, 2): channels are the second or the last size, 1 or 3, and here"
                                + " neither is; name a folder of images instead, or save one channel as (images, height,"
                                + " width)"),
                Arguments.of(
                        npy("<f8", false, "(1, 2)", 1, 1e39),
                        "a.npy: row 0, column 'x1' is Infinity; every value must be finite"),
                Arguments.of(
                        npy("<f8", false, "(1, 2)", 1, NAN),
                        "a.npy: row 0, column 'x1' is NaN; every value must be finite; impute it first, or read it with"
                                + " Imputation.keep()"),
                Arguments.of(
                        npy("<f8", false, "(1, 2, 1)", NAN, NAN),
                        "a.npy: row 0 has no step, every cell is missing; leave the row out"));
    }

    @ParameterizedTest
    @MethodSource("damaged")
    void whatCannotBeReadIsRefused(byte[] bytes, String message) throws IOException {
        Path file = write(bytes);
        assertThatThrownBy(() -> Samples.npy(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }
}
