package org.ae4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void medianIsTheMiddleValueOrTheMeanOfTheTwoMiddleOnes() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).hasValue(2);
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0, 4.0))).hasValue(3);
    }

    @Test
    void failedRoundsAreLeftOut() {
        List<Double> values = Arrays.asList(5.0, null, 7.0, 6.0);

        assertThat(Statistics.median(values)).hasValue(6);
        assertThat(Statistics.min(values)).hasValue(5);
        assertThat(Statistics.max(values)).hasValue(7);
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(Statistics.median(List.of())).isEmpty();
        assertThat(Statistics.min(Arrays.asList((Double) null))).isEmpty();
        assertThat(Statistics.max(Arrays.asList((Double) null))).isEmpty();
    }

    @Test
    void ratiosAreTakenRoundByRoundBeforeTheMedian() {
        // the ratio of the medians would be 1
        assertThat(Statistics.medianRatio(List.of(10.0, 20.0, 60.0), List.of(5.0, 60.0, 20.0)))
                .hasValue(2);
    }

    @Test
    void aRoundWithOneFailureHasNoRatio() {
        assertThat(Statistics.medianRatio(Arrays.asList(10.0, null, 30.0), Arrays.asList(5.0, 1.0, null)))
                .hasValue(2);
        assertThat(Statistics.medianRatio(Arrays.asList(10.0, null), Arrays.asList(null, 1.0)))
                .isEmpty();
    }
}
