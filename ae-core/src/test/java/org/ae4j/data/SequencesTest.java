package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class SequencesTest {
    private static final float NAN = Float.NaN;
    private static final Samples SERIES =
            Samples.of(List.of("t", "p"), new float[][] {{0, 10}, {1, 11}, {2, 12}, {3, 13}, {4, 14}});

    private static void refused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void aRowIsASequenceOfOneFeature() {
        Samples samples = Samples.of(new float[][] {{1, 2, 3}, {4, 5, 6}})
                .labels("y", List.of("a", "b"))
                .asSequences();
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("value"), 3));
        assertThat(samples.row(1)).containsExactly(4, 5, 6);
        assertThat(samples.label(1)).isEqualTo("b");
    }

    @Test
    void missingCellsAtARowsEndAreNoSteps() {
        float[][] rows = {{1, 2, 3, NAN}, {4, NAN, 6, NAN}, {7, NAN, NAN, NAN}};
        Samples samples = Samples.of(rows, Imputation.keep()).asSequences();
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("value"), 3, 1));
        assertThat(samples.row(2)).containsExactly(7, NAN, NAN);
        assertThat(samples.missing()).isEqualTo(1);
        refused(
                () -> Samples.of(new float[][] {{1}, {NAN}}, Imputation.keep()).asSequences(),
                "array: row 1 has no step, every cell is missing; leave the row out");
    }

    @Test
    void rowsOfOneGroupAreTheStepsOfOneSequence() {
        Samples samples =
                SERIES.labels("y", List.of("a", "b", "a", "a", "b")).asSequences(List.of("u", "v", "u", "u", "v"));
        assertThat(samples.schema()).isEqualTo(Schema.sequence(List.of("t", "p"), 3, 2));
        assertThat(samples.row(0)).containsExactly(0, 10, 2, 12, 3, 13);
        assertThat(samples.row(1)).containsExactly(1, 11, 4, 14, NAN, NAN);
        assertThat(samples.label(0)).isEqualTo("a");
        assertThat(samples.label(1)).isEqualTo("b");
        assertThat(samples.labelName()).contains("y");
        assertThat(samples.hasMissing()).isFalse();
    }

    @Test
    void aGroupHasOneLabelAndEveryRowAGroup() {
        Samples labelled = SERIES.labels("y", List.of("a", "b", "c", "a", "b"));
        refused(
                () -> labelled.asSequences(List.of("u", "v", "u", "u", "v")),
                "array, row 2: group 'u' is labelled 'a' before and 'c' here; a sequence has one label");
        refused(() -> SERIES.asSequences(List.of("u")), "array has 5 rows but there are 1 groups");
    }

    @Test
    void windowsBeginAStepApartAndKnowWhere() {
        Windows windows = SERIES.windows(2, 1);
        assertThat(windows.samples().schema()).isEqualTo(Schema.sequence(List.of("t", "p"), 2));
        assertThat(windows.samples().rows()).isEqualTo(4);
        assertThat(windows.samples().row(3)).containsExactly(3, 13, 4, 14);
        assertThat(windows.start(3)).isEqualTo(3);
        assertThat(windows.length()).isEqualTo(2);
        assertThat(windows.steps()).isEqualTo(5);
        Windows wide = SERIES.windows(2, 3);
        assertThat(wide.samples().rows()).isEqualTo(2);
        assertThat(wide.samples().row(1)).containsExactly(3, 13, 4, 14);
        assertThat(wide.start(1)).isEqualTo(3);
        assertThat(SERIES.windows(5, 9).samples().rows()).isEqualTo(1);
        assertThatThrownBy(() -> wide.start(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aWindowHasTheLabelOfItsLastStep() {
        Samples labelled = SERIES.labels("y", List.of("a", "b", "c", "d", "e"));
        Samples windows = labelled.windows(3, 2).samples();
        assertThat(windows.label(0)).isEqualTo("c");
        assertThat(windows.label(1)).isEqualTo("e");
    }

    @Test
    void aStepGetsTheMeanOfTheWindowsThatCoverIt() {
        Windows windows = SERIES.windows(3, 1);
        assertThat(windows.perStep(new double[] {3, 6, 12}))
                .containsExactly(new double[] {3, 4.5, 7, 9, 12}, within(1e-12));
        assertThat(windows.perStep(new double[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 12}}))
                .containsExactly(new double[] {1, 3, 5, 7, 12}, within(1e-12));
    }

    @Test
    void aStepThatNoWindowCoversGetsNothing() {
        assertThat(SERIES.windows(1, 3).perStep(new double[] {7, 8}))
                .containsExactly(7, Double.NaN, Double.NaN, 8, Double.NaN);
    }

    @Test
    void missingCellsOfASeriesStayMissingInItsWindows() {
        Samples gaps = Samples.of(new float[][] {{1}, {NAN}, {3}}, Imputation.keep());
        assertThat(gaps.windows(2, 1).samples().missing()).isEqualTo(2);
    }

    @Test
    void windowsThatCannotBeAreRefused() {
        refused(() -> SERIES.windows(6, 1), "array has 5 rows, fewer than a window of 6 steps; choose shorter windows");
        refused(
                () -> SERIES.windows(0, 1),
                "windows have at least 1 step and begin at least 1 step apart, found length 0 and step 1");
        refused(
                () -> SERIES.windows(2, 0),
                "windows have at least 1 step and begin at least 1 step apart, found length 2 and step 0");
        refused(
                () -> SERIES.windows(3, 1).perStep(new double[2]),
                "expected 3 numbers, one for each of the windows, found 2");
        refused(
                () -> SERIES.windows(3, 1).perStep(new double[3][2]),
                "expected 3 numbers, one for each of the steps of window 0, found 2");
    }

    @Test
    void onlyTablesOfNumbersBecomeSequences() {
        Schema rooms = Schema.table(List.of(Column.categorical("room", List.of("a"))));
        refused(
                () -> Samples.of(rooms, new float[1][1]).asSequences(),
                "array, column 'room' holds texts, but the steps of a sequence are numbers; leave it out (--ignore room), or"
                        + " name it as the label");
        refused(
                () -> Samples.of(Schema.image(1, 1, 2), new float[1][2]).windows(1, 1),
                "sequences are made of a table's rows, array has images of 1×1×2");
    }
}
