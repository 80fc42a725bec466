package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sensors.csv"), text);
    }

    private Samples read(String text) throws IOException {
        return Samples.csv(file(text));
    }

    private Samples read(String text, CsvFormat format) throws IOException {
        return Samples.csv(file(text), format);
    }

    private static List<String> names(Samples samples) {
        return samples.schema().columns().stream().map(Column::name).toList();
    }

    @Test
    void textAboveNumbersIsAHeader() throws IOException {
        Samples samples = read("temp,load\n1,2.5\n-3e1,4\n");
        assertThat(names(samples)).containsExactly("temp", "load");
        assertThat(samples.rows()).isEqualTo(2);
        assertThat(samples.row(0)).containsExactly(1, 2.5f);
        assertThat(samples.row(1)).containsExactly(-30, 4);
        assertThat(samples.source()).isEqualTo("sensors.csv");
    }

    @Test
    void numbersAboveNumbersAreData() throws IOException {
        Samples samples = read("1,2\n3,4\n");
        assertThat(names(samples)).containsExactly("x0", "x1");
        assertThat(samples.row(0)).containsExactly(1, 2);
    }

    @Test
    void textAboveTextIsData() throws IOException {
        Samples samples = read("red,hot\nblue,cold\n");
        assertThat(samples.schema())
                .isEqualTo(Schema.table(List.of(
                        Column.categorical("x0", List.of("blue", "red")),
                        Column.categorical("x1", List.of("cold", "hot")))));
        assertThat(samples.row(0)).containsExactly(1, 1);
        assertThat(samples.row(1)).containsExactly(0, 0);
    }

    @Test
    void headerIsFoundThoughSomeCellsBelowAreMissing() throws IOException {
        Samples samples = read("temp\n1\nNA\n3\n", CsvFormat.defaults().missing(Imputation.mean()));
        assertThat(names(samples)).containsExactly("temp");
        assertThat(samples.row(1)).containsExactly(2);
    }

    @Test
    void headerCanBeSaid() throws IOException {
        assertThat(names(read("a,b\nred,hot\n", CsvFormat.defaults().header(CsvFormat.Header.YES))))
                .containsExactly("a", "b");
        assertThat(names(read("1,2\n3,4\n", CsvFormat.defaults().header(CsvFormat.Header.YES))))
                .containsExactly("1", "2");
        Samples data = read("a,b\nc,d\n", CsvFormat.defaults().header(CsvFormat.Header.NO));
        assertThat(data.rows()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void delimiterIsFound(String delimiter) throws IOException {
        Samples samples = read("a,b\n1,2\n3,4\n".replace(",", delimiter));
        assertThat(names(samples)).containsExactly("a", "b");
        assertThat(samples.row(1)).containsExactly(3, 4);
    }

    @Test
    void delimitersWithinQuotesDoNotCount() throws IOException {
        Samples samples = read("\"a;;;\",b\n1,2\n\"3\",4\n");
        assertThat(names(samples)).containsExactly("a;;;", "b");
        assertThat(samples.row(1)).containsExactly(3, 4);
    }

    @Test
    void semicolonWinsOverDecimalCommas() throws IOException {
        Samples samples = read("1,5;2,5;3,5\n4,5;5,5;6,5\n");
        assertThat(samples.schema().describe()).isEqualTo("0 numeric and 3 categorical columns");
        assertThat(samples.schema().columns().get(0).categories()).containsExactly("1,5", "4,5");
    }

    @Test
    void delimiterCanBeSaid() throws IOException {
        assertThat(read("1:2\n3:4\n", CsvFormat.defaults().delimiter(':')).row(1))
                .containsExactly(3, 4);
    }

    @Test
    void oneColumnNeedsNoDelimiter() throws IOException {
        assertThat(read("temp\n1\n2\n").row(1)).containsExactly(2);
    }

    @Test
    void byteOrderMarkCarriageReturnsBlankLinesAndSpacesAreNoData() throws IOException {
        Samples samples = read("\uFEFFtemp , load\r\n 1 ,2\r\n\r\n3,\t4 ");
        assertThat(names(samples)).containsExactly("temp", "load");
        assertThat(samples.rows()).isEqualTo(2);
        assertThat(samples.row(1)).containsExactly(3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensors.csv.gz", "sensors.csv"})
    void gzipIsUnpackedWhateverItsName(String name) throws IOException {
        Path file = folder.resolve(name);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
        }
        Samples samples = Samples.csv(file);
        assertThat(names(samples)).containsExactly("a", "b");
        assertThat(samples.source()).isEqualTo(name);
    }

    @Test
    void skippedLinesAreNotRead() throws IOException {
        Samples samples =
                read("made by \"me\n1\na,b\n1,2\n", CsvFormat.defaults().skipLines(2));
        assertThat(names(samples)).containsExactly("a", "b");
        assertThat(samples.rows()).isEqualTo(1);
    }

    @Test
    void declaredColumnIsCategoricalThoughItHoldsNumbers() throws IOException {
        Samples samples =
                read("month,t\n10,1\n9,2\n10,3\n", CsvFormat.defaults().categorical("month"));
        assertThat(samples.schema().columns().get(0)).isEqualTo(Column.categorical("month", List.of("9", "10")));
        assertThat(samples.value(0, 0)).isEqualTo(1);
        assertThat(samples.value(1, 0)).isEqualTo(0);
    }

    @Test
    void mostlyTextIsCategoricalWithItsNumbersAsNames() throws IOException {
        Samples samples = read("1,a\n1,7\n1,b\n");
        assertThat(samples.schema().columns().get(1).categories()).containsExactly("7", "a", "b");
    }

    @Test
    void labelIsNoFeatureAndMayMixTextAndNumbers() throws IOException {
        Samples samples =
                read("t,state\n1,ok\n2,7.0\n3,1\n", CsvFormat.defaults().label("state"));
        assertThat(names(samples)).containsExactly("t");
        assertThat(samples.labelName()).contains("state");
        assertThat(List.of(samples.label(0), samples.label(1), samples.label(2)))
                .containsExactly("ok", "7", "1");
    }

    @Test
    void labelCanBeAPlace() throws IOException {
        assertThat(read("1,2,3\n4,5,6\n", CsvFormat.defaults().label("first")).classes())
                .containsExactly("1", "4");
        assertThat(read("1,2,3\n4,5,6\n", CsvFormat.defaults().label("last")).classes())
                .containsExactly("3", "6");
        assertThat(names(read("1,2,3\n4,5,6\n", CsvFormat.defaults().label("first"))))
                .containsExactly("x1", "x2");
    }

    @Test
    void labelTakenLaterIsTheSame() throws IOException {
        Samples read = read("t,y\n1,2.0\n2,3\n", CsvFormat.defaults().label("y"));
        Samples taken = read("t,y\n1,2.0\n2,3\n").label("y");
        assertThat(taken.fingerprint()).isEqualTo(read.fingerprint());
    }

    @Test
    void categoriesSurviveBeingWrittenAndReadAgain() throws IOException {
        Samples samples = read("room,t\nhall,1\n\"cellar, left\",2\nhall,3\nattic,4\n");
        var text = new StringBuilder("room,t\n");
        for (int i = 0; i < samples.rows(); i++) {
            List<Column> columns = samples.schema().columns();
            text.append('"').append(columns.get(0).text(samples.value(i, 0))).append("\",");
            text.append(columns.get(1).text(samples.value(i, 1))).append('\n');
        }
        assertThat(text.toString()).isEqualTo("room,t\n\"hall\",1\n\"cellar, left\",2\n\"hall\",3\n\"attic\",4\n");
        assertThat(read(text.toString()).fingerprint()).isEqualTo(samples.fingerprint());
    }

    @Test
    void aThousandCategoriesAreRead() throws IOException {
        var text = new StringBuilder("id,t\n");
        for (int i = 0; i < 1000; i++) {
            text.append("id-").append(i).append(",1\n");
        }
        assertThat(read(text.toString()).schema().columns().get(0).categories()).hasSize(1000);
    }
}
