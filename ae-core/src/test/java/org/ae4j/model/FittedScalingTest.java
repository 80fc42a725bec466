package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;

class FittedScalingTest {
    private static final float NAN = Float.NaN;
    private static final Schema SCHEMA = Schema.table(
            List.of(Column.numeric("a"), Column.categorical("mode", List.of("x", "y", "z")), Column.numeric("same")));
    private static final Samples TRAIN = Samples.of(SCHEMA, new float[][] {{1, 0, 5}, {2, 2, 5}, {6, 1, 5}});

    @Test
    void standardGivesMeanZeroAndVarianceOneAndConstantsStayFinite() {
        float[] scaled = FittedScaling.fit(Scaling.standard(), TRAIN).transform(TRAIN, 0, 3);
        double deviation = Math.sqrt((4 + 1 + 9) / 3.0);
        assertThat(scaled)
                .containsExactly(
                        new float[] {
                            (float) (-2 / deviation),
                            1,
                            0,
                            0,
                            0,
                            (float) (-1 / deviation),
                            0,
                            0,
                            1,
                            0,
                            (float) (3 / deviation),
                            0,
                            1,
                            0,
                            0
                        },
                        within(1e-6f));
    }

    @Test
    void minMaxGivesZeroToOne() {
        float[] scaled = FittedScaling.fit(Scaling.minMax(), TRAIN).transform(TRAIN, 0, 3);
        assertThat(new float[] {scaled[0], scaled[5], scaled[10]})
                .containsExactly(new float[] {0, 0.2f, 1}, within(1e-6f));
    }

    @Test
    void divideAndNoneKeepZeroWhereItIs() {
        assertThat(FittedScaling.fit(Scaling.divide(4), TRAIN).transform(TRAIN, 1, 2)[0])
                .isEqualTo(0.5f);
        assertThat(FittedScaling.fit(Scaling.none(), TRAIN).transform(TRAIN, 1, 2)[0])
                .isEqualTo(2f);
    }

    @Test
    void inverseUndoesItAndPicksTheLikeliestCategory() {
        for (Scaling scaling : List.of(Scaling.none(), Scaling.standard(), Scaling.minMax(), Scaling.divide(3))) {
            FittedScaling fitted = FittedScaling.fit(scaling, TRAIN);
            float[] scaled = fitted.transform(TRAIN, 0, 3);
            for (int i = 0; i < 3; i++) {
                assertThat(fitted.inverse(scaled, i * fitted.inputs())).containsExactly(TRAIN.row(i), within(1e-5f));
            }
        }
        FittedScaling none = FittedScaling.fit(Scaling.none(), TRAIN);
        assertThat(none.inverse(new float[] {1, 0.2f, 0.3f, 0.5f, 7}, 0)).containsExactly(1, 2, 7);
    }

    @Test
    void fitsTheTrainingRowsAlone() {
        FittedScaling fitted = FittedScaling.fit(Scaling.minMax(), TRAIN);
        Samples later = Samples.of(SCHEMA, new float[][] {{11, 0, 9}});
        assertThat(fitted.transform(later, 0, 1)[0]).isCloseTo(2, within(1e-6f));
    }

    @Test
    void fitsTheCellsThatAreThere() {
        Samples gaps = Samples.of(
                SCHEMA, new float[][] {{1, 0, 5}, {NAN, 2, NAN}, {2, NAN, 5}, {6, 1, NAN}}, Imputation.keep());
        for (Scaling scaling : List.of(Scaling.none(), Scaling.standard(), Scaling.minMax(), Scaling.divide(3))) {
            FittedScaling fitted = FittedScaling.fit(scaling, gaps);
            assertThat(fitted.offsets())
                    .isEqualTo(FittedScaling.fit(scaling, TRAIN).offsets());
            assertThat(fitted.scales())
                    .isEqualTo(FittedScaling.fit(scaling, TRAIN).scales());
            assertThat(fitted.fills()).containsExactly(3, 0, 5);
        }
        assertThat(FittedScaling.constantColumns(gaps)).containsExactly("same");
    }

    @Test
    void missingCellsBecomeTheScaledMeanOrNoCategoryAndDoNotCount() {
        Samples gaps = Samples.of(SCHEMA, new float[][] {{NAN, NAN, 5}, {2, 1, NAN}}, Imputation.keep());
        FittedScaling standard = FittedScaling.fit(Scaling.standard(), TRAIN);
        assertThat(standard.transformFilled(gaps, 0, 1)).containsExactly(0, 0, 0, 0, 0);
        FittedScaling minMax = FittedScaling.fit(Scaling.minMax(), TRAIN);
        assertThat(minMax.transformFilled(gaps, 0, 1)).containsExactly(0.4f, 0, 0, 0, 0);
        FittedScaling none = FittedScaling.fit(Scaling.none(), TRAIN);
        assertThat(none.transformFilled(gaps, 0, 2)).containsExactly(3, 0, 0, 0, 5, 2, 0, 1, 0, 5);
        float[] weights = new float[11];
        none.weigh(gaps.row(0), weights, 0);
        none.weigh(gaps.row(1), weights, 6);
        assertThat(weights).containsExactly(0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0);
    }

    @Test
    void wholeRowsAreFilledAsTheyAreTransformed() {
        FittedScaling fitted = FittedScaling.fit(Scaling.standard(), TRAIN);
        assertThat(fitted.transformFilled(TRAIN, 0, 3)).isEqualTo(fitted.transform(TRAIN, 0, 3));
    }

    @Test
    void missingCellsAreRefusedWhereNobodyKnowsThem() {
        Samples gaps = Samples.of(SCHEMA, new float[][] {{1, 0, 5}, {2, NAN, 5}}, Imputation.keep());
        FittedScaling fitted = FittedScaling.fit(Scaling.standard(), TRAIN);
        assertThatThrownBy(() -> fitted.transform(gaps, 0, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "array: row 1, column 'mode' is missing; only training and impute take missing cells: impute"
                                + " the rows first, or choose another imputation (--missing mean)");
        assertThatThrownBy(() -> fitted.transform(gaps.row(1)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "array: row 0, column 'mode' is NaN; every value must be finite; impute it first, or read it"
                                + " with Imputation.keep()");
    }

    @Test
    void aColumnWithoutACellIsRefused() {
        Samples noNumber = Samples.of(SCHEMA, new float[][] {{1, 0, NAN}, {2, 1, NAN}}, Imputation.keep());
        assertThatThrownBy(() -> FittedScaling.fit(Scaling.none(), noNumber))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: every cell of column 'same' is missing; leave the column out");
        Samples noName = Samples.of(SCHEMA, new float[][] {{1, NAN, 5}, {2, NAN, 5}}, Imputation.keep());
        assertThatThrownBy(() -> FittedScaling.fit(Scaling.none(), noName))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: every cell of column 'mode' is missing; leave the column out");
    }

    @Test
    void namesConstantColumns() {
        assertThat(FittedScaling.constantColumns(TRAIN)).containsExactly("same");
    }

    @Test
    void storedNumbersThatCannotBeAreRefused() {
        assertThatThrownBy(() -> FittedScaling.of(SCHEMA, new double[] {0, 0}, new double[] {1, 1}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "a scaling needs a finite offset and a scale above 0 for each of 3 columns, found 2 offsets and"
                                + " 2 scales");
        assertThatThrownBy(() -> FittedScaling.of(SCHEMA, new double[3], new double[] {1, 0, 1}))
                .isInstanceOf(IncompatibleDataException.class);
        assertThatThrownBy(
                        () -> FittedScaling.of(SCHEMA, new double[3], new double[] {1, 1, 1}, new double[] {1, NAN, 2}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "a scaling needs a finite number for the missing cells of each of 3 columns, found [1.0, NaN, 2.0]");
    }
}
