package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IdxTest {
    @TempDir
    Path folder;

    /** An IDX file: the header's ints, then bytes. */
    static byte[] idx(int[] header, int... data) {
        ByteBuffer bytes = ByteBuffer.allocate(header.length * Integer.BYTES + data.length);
        for (int value : header) {
            bytes.putInt(value);
        }
        for (int value : data) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    private static int[] header(int... values) {
        return values;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Path gzip(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
        return file;
    }

    @Test
    void bytesArePixelsFrom0To255() throws IOException {
        Samples samples = Samples.idx(file("a.idx", idx(header(0x803, 2, 1, 3), 0, 1, 127, 128, 254, 255)));
        assertThat(samples.schema()).isEqualTo(Schema.image(1, 1, 3));
        assertThat(samples.row(0)).containsExactly(0, 1, 127);
        assertThat(samples.row(1)).containsExactly(128, 254, 255);
        assertThat(samples.isLabelled()).isFalse();
    }

    @Test
    void vectorsAreATable() throws IOException {
        Samples samples = Samples.idx(file("a.idx", idx(header(0x802, 1, 2), 9, 200)));
        assertThat(samples.schema()).isEqualTo(Samples.of(new float[1][2]).schema());
        assertThat(samples.row(0)).containsExactly(9, 200);
    }

    @Test
    void labelsGoWithTheirImagesPackedOrNot() throws IOException {
        Path images = gzip("images.gz", idx(header(0x803, 2, 1, 1), 5, 6));
        Path labels = file("labels", idx(header(0x801, 2), 7, 250));
        Samples samples = Samples.idx(images, labels);
        assertThat(samples.label(0)).isEqualTo("7");
        assertThat(samples.label(1)).isEqualTo("250");
        assertThat(samples.labelName()).contains("label");
        assertThat(samples.source()).isEqualTo("images.gz");
    }

    static Stream<Arguments> bytes() {
        return Stream.of(
                Arguments.of(
                        idx(header(0x801, 1), 5),
                        "a.idx has magic number 0x00000801, expected 0x00000803 (images) or 0x00000802 (vectors)"),
                Arguments.of(
                        idx(header(0xd03, 1, 1, 1), 5),
                        "a.idx has magic number 0x00000d03, expected 0x00000803 (images) or 0x00000802 (vectors)"),
                Arguments.of(new byte[] {0, 0, 8}, "a.idx is cut short: it ends within its header"),
                Arguments.of(idx(header(0x803, 1, 1)), "a.idx is cut short: it ends within its header"),
                Arguments.of(
                        idx(header(0x803, 2, 1, 2), 1, 2, 3),
                        "a.idx is cut short: its header promises 4 bytes of data, it holds 3"),
                Arguments.of(
                        idx(header(0x803, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE), 1),
                        "a.idx is cut short: its header promises 9903520300447984150353281023 bytes of data, it holds 1"),
                Arguments.of(
                        idx(header(0x803, 1, 1, 2), 1, 2, 3),
                        "a.idx goes on after the 2 bytes of data that its header promises"),
                Arguments.of(idx(header(0x803, 0, 1, 2)), "a.idx: size 0 is 0, expected 1..2147483647"),
                Arguments.of(idx(header(0x803, 1, -1, 2), 1), "a.idx: size 1 is 4294967295, expected 1..2147483647"));
    }

    @ParameterizedTest
    @MethodSource("bytes")
    void damagedFilesAreRefused(byte[] bytes, String message) throws IOException {
        Path file = file("a.idx", bytes);
        assertThatThrownBy(() -> Samples.idx(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void packedFilesCannotPromiseMoreThanTheyCanHold() throws IOException {
        Path absurd = gzip("absurd.gz", idx(header(0x803, 1, Integer.MAX_VALUE, 1), 1));
        assertThatThrownBy(() -> Samples.idx(absurd))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("absurd.gz is cut short: its header promises 2147483647 bytes of data, it holds at most "
                        + Files.size(absurd) * 1032);
        Path cut = gzip("cut.gz", idx(header(0x803, 2, 1, 2), 1, 2, 3));
        assertThatThrownBy(() -> Samples.idx(cut))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("cut.gz is cut short: its header promises 4 bytes of data, it holds fewer");
    }

    @Test
    void labelsMustBeLabelsAndAsManyAsImages() throws IOException {
        Path images = file("images", idx(header(0x803, 2, 1, 1), 5, 6));
        assertThatThrownBy(() -> Samples.idx(images, images))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("images has magic number 0x00000803, expected 0x00000801 (labels)");
        Path labels = file("labels", idx(header(0x801, 3), 1, 2, 3));
        assertThatThrownBy(() -> Samples.idx(images, labels))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("images has 2 rows but labels has 3 labels");
    }

    @Test
    void labelsThatAreCutShortAreRefused() throws IOException {
        Path images = file("images", idx(header(0x803, 2, 1, 1), 5, 6));
        Path labels = file("labels", idx(header(0x801, 2), 1));
        assertThatThrownBy(() -> Samples.idx(images, labels))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("labels is cut short: its header promises 2 bytes of data, it holds 1");
    }
}
