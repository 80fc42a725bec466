package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingCellsTest {
    private static final float NAN = Float.NaN;
    private static final String GAPS = "t,room,state\n1,hall,ok\n,attic,bad\n?,NA,ok\n4,hall,ok\n";

    @TempDir
    Path folder;

    private Samples csv() throws IOException {
        Path file = Files.writeString(folder.resolve("gaps.csv"), GAPS);
        return Samples.csv(file, CsvFormat.defaults().label("state").missing(Imputation.keep()));
    }

    @Test
    void cellsOfAFileStayMissingIfThatIsAskedFor() throws IOException {
        Samples samples = csv();
        assertThat(samples.missing()).isEqualTo(3);
        assertThat(samples.hasMissing()).isTrue();
        assertThat(samples.row(0)).containsExactly(1, 1);
        assertThat(samples.row(1)).containsExactly(NAN, 0);
        assertThat(samples.row(2)).containsExactly(NAN, NAN);
        assertThat(samples.schema().columns().get(1).categories()).containsExactly("attic", "hall");
    }

    @Test
    void nullsOfAQueryStayMissingIfThatIsAskedFor() throws SQLException {
        try (var database = DriverManager.getConnection("jdbc:hsqldb:mem:missing");
                var statement = database.createStatement();
                var result = statement.executeQuery(
                        "SELECT n, w FROM (VALUES (1, 'b'), (2, CAST(NULL AS VARCHAR(1))), (CAST(NULL AS INT), 'a'))"
                                + " AS t (n, w)")) {
            Samples samples = Samples.query(result, Imputation.keep());
            assertThat(samples.missing()).isEqualTo(2);
            assertThat(samples.row(1)).containsExactly(2, NAN);
            assertThat(samples.row(2)).containsExactly(NAN, 0);
        }
    }

    @Test
    void nanOfAnArrayIsAMissingCellIfThatIsAskedFor() {
        float[][] values = {{1, NAN}, {3, 5}};
        assertThat(Samples.of(values, Imputation.keep()).row(0)).containsExactly(1, NAN);
        assertThat(Samples.of(values, Imputation.mean()).row(0)).containsExactly(1, 5);
        assertThat(Samples.of(values, Imputation.mean()).hasMissing()).isFalse();
        assertThat(values[0][1]).isNaN();
    }

    @Test
    void selectionsSplitsAndLabelsKeepThem() throws IOException {
        Samples samples = csv();
        assertThat(samples.select(0, 3).missing()).isZero();
        assertThat(samples.select(2).missing()).isEqualTo(2);
        assertThat(samples.only("ok").missing()).isEqualTo(2);
        assertThat(samples.withoutLabels().missing()).isEqualTo(3);
        assertThat(samples.labels("n", List.of("1", "2", "3", "4")).missing()).isEqualTo(3);
        Parts parts = samples.split(Split.train(.5).test(.5).seed(1));
        assertThat(parts.train().missing() + parts.test().missing()).isEqualTo(3);
        assertThat(samples.select(2).label(0)).isEqualTo("ok");
    }

    @Test
    void aColumnTakenForTheLabelTakesItsGapsAlong() {
        Samples samples = Samples.of(new float[][] {{1, NAN}, {NAN, 5}}, Imputation.keep());
        assertThat(samples.select(1).label("x1").missing()).isEqualTo(1);
        assertThatThrownBy(() -> samples.label("x1"))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array, row 0: the label is missing; every row needs one");
    }

    @Test
    void missingIsMissingWhateverBitsItHas() {
        float other = Float.intBitsToFloat(0x7fc0_1234);
        Samples one = Samples.of(new float[][] {{1, NAN}}, Imputation.keep());
        Samples same = Samples.of(new float[][] {{1, other}}, Imputation.keep());
        assertThat(one.fingerprint()).isEqualTo(same.fingerprint());
        assertThat(one.fingerprint())
                .isNotEqualTo(Samples.of(new float[][] {{1, 0}}).fingerprint());
    }

    @Test
    void fillingTakesTheOtherCellsAndLeavesTheSamplesAsTheyAre() throws IOException {
        Samples samples = csv();
        Samples filled = Imputation.mean().fill(samples);
        assertThat(filled.row(2)).containsExactly(2.5f, 1);
        assertThat(filled.label(1)).isEqualTo("bad");
        assertThat(filled.hasMissing()).isFalse();
        assertThat(samples.missing()).isEqualTo(3);
        assertThat(Imputation.keep().fill(samples)).isSameAs(samples);
        assertThat(Imputation.none().fill(filled)).isSameAs(filled);
    }

    @Test
    void whatNeedsWholeRowsSaysWhichCellIsMissing() throws IOException {
        Samples samples = csv();
        String message =
                "gaps.csv: row 1, column 't' is missing; only training and impute take missing cells: impute the"
                        + " rows first, or choose another imputation (--missing mean)";
        assertThatThrownBy(() -> samples.conformTo(samples.schema()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Imputation.none().fill(samples))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void conformingMovesMissingCellsWithTheirColumns() throws IOException {
        Schema turned = Schema.table(
                List.of(Column.categorical("room", List.of("hall", "attic", "cellar")), Column.numeric("t")));
        Samples conformed = csv().conformTo(turned, Imputation.keep());
        assertThat(conformed.row(0)).containsExactly(0, 1);
        assertThat(conformed.row(1)).containsExactly(1, NAN);
        assertThat(conformed.row(2)).containsExactly(NAN, NAN);
        assertThat(conformed.missing()).isEqualTo(3);
        assertThat(csv().conformTo(turned, Imputation.mean()).row(2)).containsExactly(0, 2.5f);
    }

    @Test
    void infinityIsNeverAMissingCell() {
        float[][] values = {{1, NAN}, {Float.POSITIVE_INFINITY, 5}};
        assertThatThrownBy(() -> Samples.of(values, Imputation.keep()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 1, column 'x0' is Infinity; every value must be finite");
        Schema rooms = Schema.table(List.of(Column.categorical("room", List.of("attic", "hall"))));
        assertThatThrownBy(() -> Samples.of(rooms, new float[][] {{NAN}, {2}}, Imputation.keep()))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 1, column 'room' is 2.0, expected a category index 0..1");
    }

    @Test
    void nanIsRefusedWhereNobodyAskedForMissingCells() {
        assertThatThrownBy(() -> Samples.of(new float[][] {{1, NAN}}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 0, column 'x1' is NaN; every value must be finite; impute it first, or read it"
                        + " with Imputation.keep()");
        Samples samples = Samples.of(new float[][] {{1, NAN}}, Imputation.keep());
        assertThatThrownBy(() -> samples.withValues(new float[][] {{NAN, 1}}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessageContaining("row 0, column 'x0' is NaN");
    }

    @Test
    void aMissingCellIsWrittenSoThatItIsReadAsMissing() {
        assertThat(Column.numeric("t").text(NAN)).isEqualTo("NaN");
        assertThat(Column.categorical("room", List.of("attic")).text(NAN)).isEqualTo("NaN");
    }
}
