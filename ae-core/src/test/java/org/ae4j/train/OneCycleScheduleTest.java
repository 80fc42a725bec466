package org.ae4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.schedule.ISchedule;

class OneCycleScheduleTest {
    private final OneCycleSchedule schedule = new OneCycleSchedule(2e-3, 0.3, 25, 2.5e5, 100);

    /** Values of PyTorch's OneCycleLR(max_lr=2e-3, total_steps=100) with its defaults, worked out from its formula. */
    @ParameterizedTest
    @CsvSource({"0, 8.0e-5", "29, 2.0e-3", "99, 8.0e-9"})
    void beginsAtAFractionReachesThePeakAndEndsNearNothing(int step, double rate) {
        assertThat(schedule.valueAt(step, 0)).isCloseTo(rate, within(1e-15));
    }

    @Test
    void halfwayUpAndDownLiesHalfwayBetween() {
        var odd = new OneCycleSchedule(1, 0.5, 10, 100, 42);
        assertThat(odd.valueAt(10, 0)).isCloseTo((0.1 + 1) / 2, within(1e-12));
        double top = 0.5 * 42 - 1;
        double middle = 1 + Math.cos(Math.PI * (30 - top) / (41 - top));
        assertThat(odd.valueAt(30, 0)).isCloseTo(0.01 + 0.99 * middle / 2, within(1e-12));
    }

    @Test
    void risesThenFallsAndStaysAtItsEnd() {
        for (int step = 1; step < 100; step++) {
            double change = schedule.valueAt(step, 0) - schedule.valueAt(step - 1, 0);
            assertThat(change > 0).as("step %s", step).isEqualTo(step <= 29);
        }
        assertThat(schedule.valueAt(1000, 0)).isEqualTo(schedule.valueAt(99, 0));
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void isFiniteForTheShortestRuns(int steps) {
        for (int step = 0; step <= steps; step++) {
            assertThat(new OneCycleSchedule(1e-3, 0.3, 25, 2.5e5, steps).valueAt(step, 0))
                    .isBetween(4e-9, 1e-3);
        }
    }

    @Test
    void cloneIsEqualInValue() {
        ISchedule clone = schedule.clone();
        assertThat(clone.valueAt(57, 0)).isEqualTo(schedule.valueAt(57, 0));
    }
}
