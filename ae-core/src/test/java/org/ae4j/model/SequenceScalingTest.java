package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;

class SequenceScalingTest {
    private static final float NAN = Float.NaN;
    private static final Schema SCHEMA = Schema.sequence(List.of("t", "p"), 3, 1);
    private static final Samples TRAIN =
            Samples.of(SCHEMA, new float[][] {{1, 10, 3, 30, NAN, NAN}, {5, 40, NAN, NAN, NAN, NAN}});

    @Test
    void standardHasOneMeanAndOneDeviationAFeatureOverAllStepsThatAreThere() {
        FittedScaling scaling = FittedScaling.fit(Scaling.standard(), TRAIN);
        double t = Math.sqrt((4 + 0 + 4) / 3.0);
        double meanP = 80 / 3.0;
        double p = Math.sqrt((Math.pow(10 - meanP, 2) + Math.pow(30 - meanP, 2) + Math.pow(40 - meanP, 2)) / 3);
        assertThat(scaling.offsets()).containsExactly(new double[] {3, meanP, 3, meanP, 3, meanP}, within(1e-12));
        assertThat(scaling.scales()).containsExactly(new double[] {t, p, t, p, t, p}, within(1e-12));
        assertThat(scaling.fills()).isEqualTo(scaling.offsets());
    }

    @Test
    void minMaxHasTheBoundsOfAFeatureOverAllSteps() {
        FittedScaling scaling = FittedScaling.fit(Scaling.minMax(), TRAIN);
        assertThat(scaling.offsets()).containsExactly(1, 10, 1, 10, 1, 10);
        assertThat(scaling.scales()).containsExactly(4, 30, 4, 30, 4, 30);
    }

    @Test
    void whatLiesBehindTheEndStaysThroughScalingAndBack() {
        FittedScaling scaling = FittedScaling.fit(Scaling.minMax(), TRAIN);
        float[] row = TRAIN.row(0);
        assertThat(scaling.transform(row)).containsExactly(new float[] {0, 0, 0.5f, 2 / 3f, NAN, NAN}, within(1e-6f));
        assertThat(scaling.transform(TRAIN, 0, 2)).hasSize(12);
        assertThat(scaling.inverse(scaling.transform(row), 0)).containsExactly(row, within(1e-5f));
    }

    @Test
    void aMissingCellIsFilledAndWhatLiesBehindTheEndIsNot() {
        FittedScaling scaling = FittedScaling.fit(Scaling.standard(), TRAIN);
        float[] gap = {3, NAN, NAN, 80 / 3f, NAN, NAN};
        float[] scaled = new float[6];
        scaling.transformFilled(gap, scaled, 0);
        assertThat(scaled).containsExactly(new float[] {0, 0, 0, 0, NAN, NAN}, within(1e-6f));
        float[] weights = new float[6];
        scaling.weigh(gap, weights, 0);
        assertThat(weights).containsExactly(1, 0, 0, 1, 0, 0);
    }

    @Test
    void missingCellsAreRefusedByFeatureAndStep() {
        FittedScaling scaling = FittedScaling.fit(Scaling.standard(), TRAIN);
        assertThatThrownBy(() -> scaling.transform(new float[] {3, 1, NAN, 2, NAN, NAN}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "array: row 0, column 't[1]' is NaN; every value must be finite; impute it first, or read it"
                                + " with Imputation.keep()");
    }

    @Test
    void aFeatureThatNeverChangesIsConstantAndKeepsScaleOne() {
        Samples still = Samples.of(SCHEMA, new float[][] {{1, 7, 2, 7, NAN, NAN}, {3, 7, NAN, NAN, NAN, NAN}});
        assertThat(FittedScaling.constantColumns(still)).containsExactly("p");
        assertThat(FittedScaling.fit(Scaling.standard(), still).scales()[1]).isEqualTo(1);
        Samples moving = Samples.of(Schema.sequence(List.of("t"), 2), new float[][] {{1, 2}, {1, 2}});
        assertThat(FittedScaling.constantColumns(moving)).isEmpty();
    }

    @Test
    void aFeatureWithoutACellIsRefused() {
        Samples gaps = Samples.of(SCHEMA, new float[][] {{1, NAN, 2, NAN, NAN, NAN}}, Imputation.keep());
        assertThatThrownBy(() -> FittedScaling.fit(Scaling.standard(), gaps))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: every cell of column 'p' is missing; leave the column out");
    }
}
