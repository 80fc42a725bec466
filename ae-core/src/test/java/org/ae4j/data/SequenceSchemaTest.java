package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class SequenceSchemaTest {
    private static final float NAN = Float.NaN;
    private static final Schema VARIABLE = Schema.sequence(List.of("t", "p"), 3, 1);
    private static final Schema FIXED = Schema.sequence(List.of("t", "p"), 2);

    private static void refused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void aSequenceEndsBeforeTheStepsThatAreNaNInAllFeatures() {
        var schema = (SequenceSchema) VARIABLE;
        assertThat(schema.length(new float[] {1, 2, 3, 4, 5, 6})).isEqualTo(3);
        assertThat(schema.length(new float[] {1, 2, 3, 4, NAN, 6})).isEqualTo(3);
        assertThat(schema.length(new float[] {1, 2, NAN, 4, NAN, NAN})).isEqualTo(2);
        assertThat(schema.length(new float[] {NAN, NAN, NAN, NAN, NAN, NAN})).isEqualTo(1);
        assertThat(((SequenceSchema) FIXED).length(new float[] {1, 2, NAN, NAN}))
                .isEqualTo(2);
    }

    @Test
    void whatLiesBehindTheEndIsNoMissingCell() {
        float[][] rows = {{1, 2, 3, 4, 5, 6}, {1, 2, 3, 4, NAN, NAN}, {1, 2, NAN, NAN, NAN, NAN}};
        assertThat(Samples.of(VARIABLE, rows).hasMissing()).isFalse();
        assertThat(Samples.of(VARIABLE, rows).row(2)).containsExactly(1, 2, NAN, NAN, NAN, NAN);
        Samples gaps = Samples.of(VARIABLE, new float[][] {{1, NAN, NAN, NAN, 5, 6}, rows[2]}, Imputation.keep());
        assertThat(gaps.missing()).isEqualTo(3);
        assertThat(gaps.select(1).missing()).isZero();
    }

    @Test
    void nanBeforeTheEndIsAMissingCell() {
        String rest = "; every value must be finite; impute it first, or read it with Imputation.keep()";
        refused(
                () -> Samples.of(VARIABLE, new float[][] {{1, 2, NAN, 4, NAN, NAN}}),
                "array: row 0, column 't[1]' is NaN" + rest);
        refused(
                () -> Samples.of(Schema.sequence(List.of("t"), 4, 2), new float[][] {{1, 2, 3, 4}, {5, NAN, NAN, NAN}}),
                "array: row 1 has 1 steps, expected 2 to 4");
        refused(() -> Samples.of(FIXED, new float[][] {{1, 2, NAN, NAN}}), "array: row 0, column 't[1]' is NaN" + rest);
        refused(
                () -> Samples.of(VARIABLE, new float[][] {{1, Float.POSITIVE_INFINITY, NAN, NAN, NAN, NAN}}),
                "array: row 0, column 'p[0]' is Infinity; every value must be finite");
    }

    @Test
    void gapsAreFilledByFeatureOverAllStepsAndEndsAreLeftAlone() {
        float[][] rows = {{1, 10, NAN, 20, 6, NAN}, {2, NAN, NAN, NAN, NAN, NAN}};
        Samples filled = Samples.of(VARIABLE, rows, Imputation.mean());
        assertThat(filled.row(0)).containsExactly(1, 10, 3, 20, 6, 15);
        assertThat(filled.row(1)).containsExactly(2, 15, NAN, NAN, NAN, NAN);
        assertThat(filled.hasMissing()).isFalse();
        Samples constant = Samples.of(VARIABLE, rows, Imputation.constant(0));
        assertThat(constant.row(1)).containsExactly(2, 0, NAN, NAN, NAN, NAN);
    }

    @Test
    void samplesOfWholeRowsRefuseTheirGapsByStep() {
        Samples gaps = Samples.of(
                VARIABLE, new float[][] {{1, 2, NAN, NAN, NAN, NAN}, {1, 2, 3, NAN, NAN, NAN}}, Imputation.keep());
        refused(
                () -> gaps.conformTo(VARIABLE),
                "array: row 1, column 'p[1]' is missing; only training and impute take missing cells: impute the rows first,"
                        + " or choose another imputation (--missing mean)");
    }

    @Test
    void featuresAreMatchedByNameOrByPlaceWhereOneSideHasNone() {
        Samples samples = Samples.of(FIXED, new float[][] {{1, 2, 3, 4}});
        assertThat(samples.conformTo(Schema.sequence(List.of("p", "t"), 2)).row(0))
                .containsExactly(2, 1, 4, 3);
        assertThat(samples.conformTo(Schema.sequence(List.of("x0", "x1"), 2)).row(0))
                .containsExactly(1, 2, 3, 4);
        Schema one = Schema.sequence(List.of("value"), 2);
        assertThat(Samples.of(one, new float[][] {{1, 2}})
                        .conformTo(Schema.sequence(List.of("t"), 2))
                        .row(0))
                .containsExactly(1, 2);
        refused(
                () -> samples.conformTo(Schema.sequence(List.of("t", "q"), 2)),
                "model expects 2 features at each step, array has 2 (missing: q; not expected: p; is 'p' meant for 'q'?);"
                        + " leave out what is no"
                        + " feature, or name it as the label");
        refused(() -> samples.conformTo(one), "model expects 1 features at each step, array has 2");
    }

    @Test
    void shorterSequencesArePaddedWhereTheModelKnowsSome() {
        Samples samples = Samples.of(FIXED, new float[][] {{1, 2, 3, 4}}).labels("y", List.of("a"));
        Samples padded = samples.conformTo(VARIABLE);
        assertThat(padded.row(0)).containsExactly(1, 2, 3, 4, NAN, NAN);
        assertThat(padded.label(0)).isEqualTo("a");
        assertThat(padded.hasMissing()).isFalse();
        assertThat(padded.conformTo(FIXED).fingerprint()).isEqualTo(samples.fingerprint());
        Samples two = Samples.of(VARIABLE, new float[][] {{1, 2, 3, 4, NAN, NAN}, {1, 2, NAN, NAN, NAN, NAN}});
        refused(() -> two.conformTo(FIXED), "model expects sequences of 2 steps, row 1 of array has 1");
        refused(
                () -> two.conformTo(Schema.sequence(List.of("t", "p"), 4, 2)),
                "model expects sequences of 2 to 4 steps, row 1 of array has 1");
    }

    @Test
    void missingCellsMoveWithTheirFeatures() {
        Samples gaps = Samples.of(FIXED, new float[][] {{1, NAN, 3, 4}}, Imputation.keep());
        Samples turned = gaps.conformTo(Schema.sequence(List.of("p", "t"), 3, 2), Imputation.keep());
        assertThat(turned.row(0)).containsExactly(NAN, 1, 4, 3, NAN, NAN);
        assertThat(turned.missing()).isEqualTo(1);
    }

    @Test
    void whatIsNoSequenceIsRefusedWithAHint() {
        refused(
                () -> Samples.of(new float[][] {{1, 2, 3}}).conformTo(FIXED),
                "model expects sequences of 2 steps of 2 (t, p), array has 3 columns; say what makes them sequences"
                        + " (--sequence row, group:NAME or windows:LENGTH)");
        Samples image = Samples.of(Schema.image(1, 2, 2), new float[1][4]);
        refused(
                () -> image.conformTo(FIXED),
                "model expects sequences of 2 steps of 2 (t, p), array has images of 1×2×2");
        refused(
                () -> Samples.of(FIXED, new float[1][4]).conformTo(image.schema()),
                "model expects images of 1×2×2, array has sequences of 2 steps of 2 (t, p)");
        refused(
                () -> Samples.of(FIXED, new float[1][4]).label("last"),
                "array holds sequences, none of whose numbers is a label; take the label column before rows become"
                        + " sequences");
    }

    @Test
    void theSchemaIsPartOfTheFingerprint() {
        float[][] rows = {{1, 2, 3, 4}};
        assertThat(Samples.of(FIXED, rows).fingerprint())
                .isNotEqualTo(Samples.of(Schema.sequence(List.of("t", "p"), 2, 1), rows)
                        .fingerprint());
    }
}
