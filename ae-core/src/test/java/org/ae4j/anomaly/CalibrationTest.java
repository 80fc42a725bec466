package org.ae4j.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    @Test
    void pValuesCountTheScoresThatAreAtLeastAsHigh() {
        var calibration = new Calibration(Threshold.quantile(0.5), new double[] {4, 1, 2, 2});
        assertThat(calibration.pValue(5)).isEqualTo(1 / 5.0);
        assertThat(calibration.pValue(4)).isEqualTo(2 / 5.0);
        assertThat(calibration.pValue(2)).isEqualTo(4 / 5.0);
        assertThat(calibration.pValue(1.5)).isEqualTo(4 / 5.0);
        assertThat(calibration.pValue(0)).isEqualTo(1);
        assertThat(calibration.pValue(Double.POSITIVE_INFINITY)).isEqualTo(1 / 5.0);
    }

    @ParameterizedTest
    @CsvSource({"0.99, 99, 99", "0.99, 198, 198", "0.99, 199, 198", "0.5, 4, 3", "0.9, 9, 9", "0.9, 19, 18"})
    void flaggedIsWhatHasAPValueOfAtMostTheLevel(double quantile, int rows, double limit) {
        var calibration = new Calibration(
                Threshold.quantile(quantile),
                DoubleStream.iterate(1, s -> s + 1).limit(rows).toArray());
        assertThat(calibration.limit()).isEqualTo(limit);
        for (double score = 0.5; score <= rows + 1; score += 0.5) {
            assertThat(calibration.flags(score))
                    .as("score " + score)
                    .isEqualTo(calibration.pValue(score) <= 1 - quantile + 1e-12)
                    .isEqualTo(score > limit);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.99, 99", "0.95, 19", "0.9, 9", "0.5, 1", "0.999, 999", "0.975, 39", "0.01, 1"})
    void rowsNeededAreThoseThatTheLevelCanBeToldFrom(double quantile, long rows) {
        assertThat(Threshold.quantile(quantile).rowsNeeded()).isEqualTo(rows);
    }

    @Test
    void fewerRowsAreRefused() {
        assertThatThrownBy(() -> new Calibration(Threshold.defaults(), new double[98]))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("the quantile 0.99 needs at least 99 calibration rows, found 98; give more rows or a lower"
                        + " quantile");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
    void quantileOutsideItsRangeIsRefused(double quantile) {
        assertThatThrownBy(() -> Threshold.quantile(quantile))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a threshold's quantile lies in (0, 1), found " + quantile);
    }

    /** Averaged over calibration sets, the share of exchangeable rows with p ≤ k / (n + 1) is k / (n + 1). */
    @Test
    void pValuesOfExchangeableRowsAreUniform() {
        var random = new SplittableRandom(5);
        int repetitions = 40_000;
        int[] counts = new int[20];
        for (int i = 0; i < repetitions; i++) {
            var calibration =
                    new Calibration(Threshold.quantile(0.5), random.doubles(19).toArray());
            counts[(int) Math.round(calibration.pValue(random.nextDouble()) * 20) - 1]++;
        }
        for (int count : counts) {
            assertThat(count / (double) repetitions).isCloseTo(1 / 20.0, within(0.005));
        }
    }
}
