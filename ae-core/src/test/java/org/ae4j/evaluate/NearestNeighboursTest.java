package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
    private static final double[][] KNOWN = {{1}, {2}, {3}, {4}, {5}, {6}, {7}};

    @Test
    void mostOfTheFiveNearestDecide() {
        assertThat(named(new int[] {0, 1, 1, 1, 0, 0, 0}, 0)).isEqualTo(1);
    }

    @Test
    void nearestDecidesBetweenEqualVotes() {
        assertThat(named(new int[] {2, 1, 1, 2, 0, 0, 0}, 0)).isEqualTo(2);
        assertThat(named(new int[] {1, 2, 1, 2, 0, 0, 0}, 0)).isEqualTo(1);
    }

    @Test
    void fewerThanFiveRowsAllVote() {
        var known = new LabelledCodes(new double[][] {{1}, {2}, {3}}, new int[] {1, 0, 0}, 2);
        assertThat(NearestNeighbours.accuracy(known, new LabelledCodes(new double[][] {{0}}, new int[] {0}, 2)))
                .isEqualTo(1);
    }

    /** The label that a code gets. */
    private static int named(int[] labels, double code) {
        var known = new LabelledCodes(KNOWN, labels, 3);
        for (int label = 0; label < 3; label++) {
            var asked = new LabelledCodes(new double[][] {{code}}, new int[] {label}, 3);
            if (NearestNeighbours.accuracy(known, asked) == 1) {
                return label;
            }
        }
        return -1;
    }
}
