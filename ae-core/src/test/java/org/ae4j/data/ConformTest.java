package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConformTest {
    private static final Schema MODEL = Schema.table(List.of(
            Column.numeric("temp_c"), Column.categorical("room", List.of("attic", "hall")), Column.numeric("load")));
    private static final CsvFormat DEFAULTS = CsvFormat.defaults();

    @TempDir
    Path folder;

    private Samples read(String text, CsvFormat format, Schema expected) throws IOException {
        return Samples.csv(Files.writeString(folder.resolve("sensors.csv"), text), format, expected);
    }

    @Test
    void columnsAreReorderedByName() throws IOException {
        Samples samples = read("load,state,room,temp_c\n1,ok,hall,20\n2,bad,hall,21\n", DEFAULTS.label("state"), MODEL);
        assertThat(samples.schema()).isEqualTo(MODEL);
        assertThat(samples.row(0)).containsExactly(20, 1, 1);
        assertThat(samples.row(1)).containsExactly(21, 1, 2);
        assertThat(samples.label(1)).isEqualTo("bad");
    }

    @Test
    void samplesInMemoryConformAsFilesDo() throws IOException {
        String text = "load,state,room,temp_c\n1,ok,hall,20\n2,bad,hall,21\n";
        Samples file = read(text, DEFAULTS.label("state"), MODEL);
        Samples memory = Samples.csv(folder.resolve("sensors.csv"), DEFAULTS.label("state"))
                .conformTo(MODEL);
        assertThat(memory.schema().columns().get(1).categories()).containsExactly("attic", "hall");
        assertThat(memory.fingerprint()).isEqualTo(file.fingerprint());
    }

    @Test
    void columnsWithoutNamesGoByPlace() throws IOException {
        Samples samples = read("20,hall,1\n21,attic,2\n", DEFAULTS, MODEL);
        assertThat(samples.schema()).isEqualTo(MODEL);
        assertThat(samples.row(1)).containsExactly(21, 0, 2);
    }

    @Test
    void namedColumnsGoByPlaceIntoAModelWithoutNames() {
        Samples named = Samples.of(List.of("a", "b"), new float[][] {{1, 2}});
        Schema unnamed = Samples.of(new float[1][2]).schema();
        assertThat(named.conformTo(unnamed).row(0)).containsExactly(1, 2);
        assertThat(named.conformTo(unnamed).schema()).isEqualTo(unnamed);
    }

    @Test
    void expectedNamesAreAHeaderEvenAboveTexts() throws IOException {
        Schema rooms = Schema.table(List.of(Column.categorical("room", List.of("attic", "hall"))));
        assertThat(read("room\nhall\n", DEFAULTS, rooms).row(0)).containsExactly(1);
    }

    @Test
    void imagesAreReadByPlaceWithAndWithoutHeader() throws IOException {
        Schema images = Schema.image(1, 1, 2);
        assertThat(read("5,6\n7,8\n", DEFAULTS, images).row(1)).containsExactly(7, 8);
        Samples named = read("left,right,digit\n5,6,0\n7,8,1\n", DEFAULTS.label("last"), images);
        assertThat(named.schema()).isEqualTo(images);
        assertThat(named.row(0)).containsExactly(5, 6);
    }

    @Test
    void numbersStandForCategoriesThatAreNumbers() {
        Schema months = Schema.table(List.of(Column.categorical("month", List.of("9", "10"))));
        Samples samples = Samples.of(List.of("month"), new float[][] {{10}, {9}});
        assertThat(samples.conformTo(months).value(0, 0)).isEqualTo(1);
        assertThat(samples.conformTo(months).value(1, 0)).isEqualTo(0);
    }

    @Test
    void conformingSamplesStayAsTheyAre() {
        Samples samples = Samples.of(new float[][] {{1, 2}});
        assertThat(samples.conformTo(samples.schema())).isSameAs(samples);
    }

    static Stream<Arguments> texts() {
        String hint = "; leave out what is no feature, or name it as the label";
        return Stream.of(
                Arguments.of(
                        "room,load\nhall,1\n", MODEL, "model expects 3 features, sensors.csv has 2 (missing: temp_c)"),
                Arguments.of(
                        "temp_c,room,load,state\n1,hall,1,ok\n",
                        MODEL,
                        "model expects 3 features, sensors.csv has 4 (not expected: state)" + hint),
                Arguments.of(
                        "temp,room,load\n1,hall,1\n",
                        MODEL,
                        "model expects 3 features, sensors.csv has 3 (missing: temp_c; not expected: temp;"
                                + " is 'temp' meant for 'temp_c'?)" + hint),
                Arguments.of("1,hall\n", MODEL, "model expects 3 features, sensors.csv has 2"),
                Arguments.of(
                        "temp_c,room,load\n1,hall,1\n2,hall,cold\n3,hall,hot\n",
                        MODEL,
                        "sensors.csv, line 3, column 'load': 'cold' is not a number"),
                Arguments.of(
                        "load,room,temp_c\n1,hall,1\n2,hal,1\n",
                        MODEL,
                        "sensors.csv, line 3, column 'room': unknown category 'hal';"
                                + " did you mean 'hall'? (known: attic, hall)"),
                Arguments.of("1,2,3\n", Schema.image(1, 2, 2), "model expects 4 features, sensors.csv has 3"),
                Arguments.of(
                        "1,a\n", Schema.image(1, 1, 2), "sensors.csv, line 1, column 'pixel1': 'a' is not a number"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void otherFilesAreRefused(String text, Schema expected, String message) {
        assertThatThrownBy(() -> read(text, DEFAULTS, expected))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void otherSamplesAreRefused() {
        Samples rooms = Samples.of(List.of("hall", "cave"), Feature.categorical("room", name -> name));
        assertThatThrownBy(() -> rooms.conformTo(Schema.table(List.of(Column.numeric("room")))))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("objects, column 'room' is categorical (cave, hall), model expects numbers");
        assertThatThrownBy(() ->
                        rooms.conformTo(Schema.table(List.of(Column.categorical("room", List.of("attic", "hall"))))))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("objects, row 1, column 'room': unknown category 'cave' (known: attic, hall)");
        assertThatThrownBy(() -> Samples.of(new float[1][3]).conformTo(Schema.image(1, 2, 2)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("model expects 4 features, array has 3");
    }

    @Test
    void imagesOfAnotherShapeAreRefused() {
        Samples images = Samples.of(Schema.image(1, 2, 8), new float[1][16]);
        assertThatThrownBy(() -> images.conformTo(Schema.image(1, 4, 4)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("model expects images of 1×4×4, array has images of 1×2×8");
    }
}
