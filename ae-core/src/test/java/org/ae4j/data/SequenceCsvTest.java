package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceCsvTest {
    private static final float NAN = Float.NaN;
    private static final CsvFormat ROWS = CsvFormat.defaults().sequences(SequenceForm.row());
    private static final CsvFormat GROUPS = CsvFormat.defaults().sequences(SequenceForm.group("id"));

    @TempDir
    Path folder;

    private Samples read(String text, CsvFormat format) throws IOException {
        return Samples.csv(Files.writeString(folder.resolve("a.csv"), text), format);
    }

    @Test
    void shortRowsAndEmptyCellsAtTheEndMakeVariableSequences() throws IOException {
        Samples samples =
                read("a,1,2\nb,3,4,5,6\na,7,,9\nb,8,,,\n", ROWS.label("first").missing(Imputation.keep()));
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("value"), 4, 1));
        assertThat(samples.row(0)).containsExactly(1, 2, NAN, NAN);
        assertThat(samples.row(2)).containsExactly(7, NAN, 9, NAN);
        assertThat(samples.row(3)).containsExactly(8, NAN, NAN, NAN);
        assertThat(samples.missing()).isEqualTo(1);
        assertThat(samples.label(1)).isEqualTo("b");
    }

    @Test
    void gapsWithinARowAreFilledOverAllSteps() throws IOException {
        Samples samples = read("1,2\n3,,5,9\n", ROWS.missing(Imputation.mean()));
        assertThat(samples.row(1)).containsExactly(3, 4, 5, 9);
        assertThat(samples.row(0)).containsExactly(1, 2, NAN, NAN);
    }

    @Test
    void aHeaderNamesStepsAndNoFeature() throws IOException {
        Samples samples = read("s0,s1,y\n1,2,u\n3,4,v\n", ROWS.label("y"));
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("value"), 2));
        assertThat(samples.classes()).containsExactly("u", "v");
    }

    @Test
    void rowsOfOneGroupAreOneSequenceWhereverTheyStand() throws IOException {
        Samples samples = read(
                "id,time,t,p,y\nu,0:00,1,10,ok\nv,0:00,2,20,bad\nu,0:01,3,30,ok\n",
                GROUPS.label("y").ignore("time"));
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("t", "p"), 2, 1));
        assertThat(samples.row(0)).containsExactly(1, 10, 3, 30);
        assertThat(samples.row(1)).containsExactly(2, 20, NAN, NAN);
        assertThat(Stream.of(samples.label(0), samples.label(1))).containsExactly("ok", "bad");
    }

    @Test
    void groupsMayBeNumbersAndGapsAreFilledByFeature() throws IOException {
        Samples samples = read("id,t\n7,1\n7,\n8,3\n", GROUPS.missing(Imputation.mean()));
        assertThat(samples.row(0)).containsExactly(1, 2);
        assertThat(samples.row(1)).containsExactly(3, NAN);
    }

    @Test
    void windowsSlideOverAllColumnsThatAreNotIgnored() throws IOException {
        String text = "when,t,p\n2020-01-01,1,10\n2020-01-02,2,20\n2020-01-03,3,30\n";
        CsvFormat format = CsvFormat.defaults().sequences(SequenceForm.windows(2));
        Samples samples = read(text, format.ignore("when"));
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("t", "p"), 2));
        assertThat(samples.row(1)).containsExactly(2, 20, 3, 30);
        assertThat(read(text, format.ignore("when", "p")).row(0)).containsExactly(1, 2);
    }

    @Test
    void sequencesAreBroughtIntoAModelsForm() throws IOException {
        Path file = Files.writeString(folder.resolve("b.csv"), "id,p,t\nu,10,1\nu,20,2\n");
        Schema expected = Schema.sequence(List.of("t", "p"), 3, 1);
        assertThat(Samples.csv(file, GROUPS, expected).row(0)).containsExactly(1, 10, 2, 20, NAN, NAN);
        assertThatThrownBy(() -> Samples.csv(file, CsvFormat.defaults().ignore("id"), expected))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "model expects sequences of 1 to 3 steps of 2 (t, p), b.csv has 2 columns; say what makes them"
                                + " sequences (--sequence row, group:NAME or windows:LENGTH)");
    }

    @Test
    void ignoredColumnsAreLeftOutOfTablesToo() throws IOException {
        Samples samples = read("a,note,b\n1,x,2\n3,4,5\n", CsvFormat.defaults().ignore("note"));
        assertThat(samples.schema()).isEqualTo(Schema.numeric(List.of("a", "b")));
        assertThat(samples.row(1)).containsExactly(3, 5);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of(
                        "1,2\n3,,5\n",
                        ROWS,
                        "a.csv, line 2, column 'x1': the cell is missing (''); fill it, or choose an imputation (--missing"
                                + " mean)"),
                Arguments.of("1,2\n,\n", ROWS, "a.csv, line 2: the sequence has no step; leave the row out"),
                Arguments.of(
                        "1,2,7\n3,4\n", ROWS.label("last"), "a.csv, line 2: the label is missing; every row needs one"),
                Arguments.of(
                        "a,b\n1,2\n1,2,3\n4,5\n",
                        ROWS,
                        "a.csv, line 3: expected at most 2 cells as in line 1, found 3"),
                Arguments.of(
                        "a,b\n1,x\n2,y\n",
                        ROWS,
                        "a.csv, column 'b' holds texts, but the steps of a sequence are numbers; leave it out (--ignore b),"
                                + " or name it as the label"),
                Arguments.of(
                        "id,t,y\nu,1,ok\nv,2,ok\nu,3,bad\n",
                        GROUPS.label("y"),
                        "a.csv, line 4: group 'u' is labelled 'ok' before and 'bad' here; a sequence has one label"),
                Arguments.of(
                        "id,t\nu,1\n,2\n",
                        GROUPS,
                        "a.csv, line 3, column 'id': the group is missing; every row needs one"),
                Arguments.of("ids,t\nu,1\n", GROUPS, "a.csv has no column 'id'; did you mean 'ids'? (known: ids, t)"),
                Arguments.of(
                        "id,t\nu,1\n",
                        GROUPS.ignore("tt"),
                        "a.csv has no column 'tt'; did you mean 't'? (known: id, t)"),
                Arguments.of("id,t\nu,1\n", GROUPS.ignore("t"), "a.csv has no column besides those left out"),
                Arguments.of(
                        "t\n1\n2\n",
                        CsvFormat.defaults().sequences(SequenceForm.windows(3)),
                        "a.csv has 2 rows, fewer than a window of 3 steps; choose shorter windows"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void whatCannotBeASequenceIsRefused(String text, CsvFormat format, String message) {
        assertThatThrownBy(() -> read(text, format))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void heartbeatsAreSequencesOfOneLength() {
        Samples beats = Samples.csv(TestData.require("ecg5000/ECG5000_TRAIN.csv.gz"), ROWS.label("last"));
        assertThat(beats.schema()).isEqualTo(Schema.sequence(List.of("value"), 140));
        assertThat(beats.rows()).isEqualTo(500);
        assertThat(beats.only("1").rows()).isEqualTo(292);
        assertThat(beats.value(0, 0)).isEqualTo(-0.11252183f);
    }

    @Test
    void aLongSeriesIsReadInWindows() {
        Path file = TestData.require("nab/realKnownCause/nyc_taxi.csv.gz");
        Samples windows =
                Samples.csv(file, CsvFormat.defaults().ignore("timestamp").sequences(SequenceForm.windows(48, 24)));
        assertThat(windows.schema()).isEqualTo(Schema.sequence(List.of("value"), 48));
        assertThat(windows.rows()).isEqualTo((10_320 - 48) / 24 + 1);
    }
}
