package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class MemorizationTest {
    private static final float[][] TRAINING = {{0, 0}, {3, 4}, {10, 0}};

    @Test
    void copyIsAtDistanceZeroOfItsRow() {
        Memorization found = Memorization.of(TRAINING, new float[][] {{3, 4}, {10, 1}, {-3, -4}});
        assertThat(found.nearest()).containsExactly(1, 2, 0);
        assertThat(found.distances()).containsExactly(0, 1, 5);
    }

    @Test
    void oneTrainingRowIsNearestToAll() {
        assertThat(Memorization.of(new float[][] {{1}}, new float[][] {{1}, {4}})
                        .distances())
                .containsExactly(0, 3);
    }

    @Test
    void rowsThatCannotBeComparedAreRefused() {
        assertThatThrownBy(() -> Memorization.of(new float[0][], TRAINING))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("generated rows are compared with at least 1 training row, found none");
        assertThatThrownBy(() -> Memorization.of(TRAINING, new float[][] {{1}}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 0 has 1 values, expected 2 (2 numeric columns)");
    }
}
