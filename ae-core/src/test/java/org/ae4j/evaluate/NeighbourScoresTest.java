package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;
import org.ae4j.spec.Scaling;
import org.junit.jupiter.api.Test;

class NeighbourScoresTest {
    private static final Samples TRAIN = Samples.of(List.of("a", "b"), new float[][] {{0, 0}, {30, 40}, {60, 80}});
    private static final FittedScaling TENTHS = FittedScaling.fit(Scaling.divide(10), TRAIN);

    @Test
    void distanceIsMeasuredInScaledUnitsAndTrainingRowsLeaveThemselvesOut() {
        Samples rows = Samples.of(List.of("b", "a"), new float[][] {{10, 0}, {0, 0}});
        assertThat(NeighbourScores.of(TENTHS, TRAIN, rows)).containsExactly(1, 5);
    }

    @Test
    void oneTrainingRowIsTooFew() {
        assertThatThrownBy(() -> NeighbourScores.of(TENTHS, TRAIN.select(0), TRAIN))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("the nearest neighbour needs at least 2 training rows, found 1 in array");
    }
}
