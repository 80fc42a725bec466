package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CsvErrorsTest {
    private static final CsvFormat DEFAULTS = CsvFormat.defaults();

    @TempDir
    Path folder;

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", DEFAULTS, "sensors.csv has no rows"),
                Arguments.of("\n\n", DEFAULTS, "sensors.csv has no rows"),
                Arguments.of("temp,load\n", DEFAULTS, "sensors.csv has no rows"),
                Arguments.of("1,2\n", DEFAULTS.header(CsvFormat.Header.YES), "sensors.csv has no rows"),
                Arguments.of("a\n", DEFAULTS.skipLines(3), "sensors.csv has no rows after the 3 lines to skip"),
                Arguments.of(
                        "a,b\n1,2\n\n3\n", DEFAULTS, "sensors.csv, line 4: expected 2 cells as in line 1, found 1"),
                Arguments.of(
                        "note\na,b\n1,2\n\"3\",\"4\n\"\n5,6,7\n",
                        DEFAULTS.skipLines(1).categorical("b"),
                        "sensors.csv, line 6: expected 2 cells as in line 2, found 3"),
                Arguments.of(
                        "load,temp\n1,2\n1,abc\n1,3\n1,x\n",
                        DEFAULTS.header(CsvFormat.Header.YES),
                        "sensors.csv, line 3, column 'temp': 'abc' is not a number;"
                                + " correct it, or declare the column with --categorical temp"),
                Arguments.of(
                        "1,a\n1,2\n1,b\n1,3\n",
                        DEFAULTS.header(CsvFormat.Header.NO),
                        "sensors.csv, line 1, column 'x1': 'a' is not a number;"
                                + " correct it, or declare the column with --categorical x1"),
                Arguments.of(
                        "a,b\n1,2\n1,-1e39\n",
                        DEFAULTS,
                        "sensors.csv, line 3, column 'b': '-1e39' is infinite or beyond ±3.4e38"),
                Arguments.of(
                        "a,b\n1,2\n1,Infinity\n",
                        DEFAULTS,
                        "sensors.csv, line 3, column 'b': 'Infinity' is infinite or beyond ±3.4e38"),
                Arguments.of(
                        "a,b\n1,2\n,3\n",
                        DEFAULTS,
                        "sensors.csv, line 3, column 'a': the cell is missing (''); fill it, or choose an imputation (--missing mean)"),
                Arguments.of(
                        "a,b\n1,2\n4,N/A\n",
                        DEFAULTS,
                        "sensors.csv, line 3, column 'b': the cell is missing ('N/A'); fill it, or choose an imputation (--missing mean)"),
                Arguments.of(
                        "a,b\n1,2\n4,\n",
                        DEFAULTS.label("b").missing(Imputation.mean()),
                        "sensors.csv, line 3: the label is missing; every row needs one"),
                Arguments.of(
                        "a,b\n1,\n4,?\n",
                        DEFAULTS.missing(Imputation.mean()),
                        "sensors.csv: every cell of column 'b' is missing; leave the column out"),
                Arguments.of(
                        "a,b\n1,\n4,?\n",
                        DEFAULTS.categorical("b").missing(Imputation.constant(0)),
                        "sensors.csv: every cell of column 'b' is missing; leave the column out"),
                Arguments.of(
                        "a,a\n1,2\n", DEFAULTS, "sensors.csv, line 1: two columns are named 'a'; rename one of them"),
                Arguments.of(
                        "a,\n1,2\n",
                        DEFAULTS,
                        "sensors.csv, line 1: column 2 has no name; name it in the header, or delete it"),
                Arguments.of(
                        "temp,state\n1,2\n",
                        DEFAULTS.label("stat"),
                        "sensors.csv has no label column 'stat'; did you mean 'state'? (known: temp, state)"),
                Arguments.of(
                        "temp,state\n1,2\n",
                        DEFAULTS.categorical("room"),
                        "sensors.csv has no column 'room' (known: temp, state)"),
                Arguments.of("y\n1\n", DEFAULTS.label("last"), "sensors.csv has no column besides the label 'y'"),
                Arguments.of(
                        "a,b\n1,2\n1,\"2\n",
                        DEFAULTS,
                        "sensors.csv is not well-formed CSV: Unclosed quoted field at end of input (record starting at line 3)"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void badTextIsNamedWithItsPlace(String text, CsvFormat format, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("sensors.csv"), text);
        assertThatThrownBy(() -> Samples.csv(file, format))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void moreThanAThousandCategoriesAreRefused() throws IOException {
        var text = new StringBuilder("id,t\n");
        for (int i = 0; i <= 1000; i++) {
            text.append("id-").append(i).append(",1\n");
        }
        Path file = Files.writeString(folder.resolve("sensors.csv"), text);
        assertThatThrownBy(() -> Samples.csv(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("sensors.csv: column 'id' has more than 1000 different texts;"
                        + " leave it out, or make it the label");
    }

    @Test
    void missingFileIsNamedWithItsFolder() {
        Path file = folder.resolve("sensors.csv");
        assertThatThrownBy(() -> Samples.csv(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(file + " does not exist");
    }

    @Test
    void directoryIsNoFile() {
        assertThatThrownBy(() -> Samples.csv(folder))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(folder + " is a directory, expected a file");
    }

    @Test
    void gzipThatIsCutShortIsDamaged() throws IOException {
        byte[] whole = gzip("a,b\n" + "1,2\n".repeat(1000));
        Path file = Files.write(folder.resolve("sensors.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> Samples.csv(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("sensors.csv.gz is a damaged gzip file: Unexpected end of ZLIB input stream");
    }

    @Test
    void gzipWithAChangedByteIsDamaged() throws IOException {
        byte[] bytes = gzip("a,b\n" + "1,2\n".repeat(1000));
        bytes[bytes.length - 6] ^= 1;
        Path file = Files.write(folder.resolve("sensors.csv.gz"), bytes);
        assertThatThrownBy(() -> Samples.csv(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("sensors.csv.gz is a damaged gzip file: Corrupt GZIP trailer");
    }

    @Test
    void textNamedGzipIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("sensors.csv.gz"), "a,b\n1,2\n");
        assertThatThrownBy(() -> Samples.csv(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("sensors.csv.gz is no gzip file, though its name says so");
    }

    @Test
    void otherEncodingsAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("sensors.csv"), "größe\n1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Samples.csv(file))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("sensors.csv is not UTF-8 text; save it as UTF-8");
    }

    @Test
    void formatsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> DEFAULTS.skipLines(-1)).hasMessage("lines to skip: expected 0 or more, found -1");
        assertThatThrownBy(() -> DEFAULTS.delimiter('"')).hasMessage("a quote or a line's end cannot separate cells");
        assertThatThrownBy(() -> Imputation.constant(Float.NaN))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("missing cells are filled with a finite number, found NaN");
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
