package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NearestRowsTest {
    private static final float[][] ROWS = {{0, 0}, {3, 4}, {6, 8}};

    @Test
    void theFirstAndTheSecondAreInTheirOrder() {
        double[][] distances = new NearestRows(ROWS).distances(new float[][] {{0, 1}, {6, 9}}, 1, 2);
        assertThat(distances[0]).containsExactly(1, 1);
        assertThat(distances[1]).containsExactly(Math.sqrt(18), Math.sqrt(34));
    }

    @Test
    void rowThatIsAmongThemIsLeftOutOnce() {
        var twice = new float[][] {{3, 4}, {0, 0}, {3, 4}};
        assertThat(new NearestRows(ROWS).distances(ROWS, 1)[0]).containsExactly(5, 5, 5);
        assertThat(new NearestRows(twice).distances(twice, 1)[0]).containsExactly(0, 5, 0);
    }

    @Test
    void moreNeighboursThanRowsIsTheFarthest() {
        assertThat(new NearestRows(ROWS).distances(new float[][] {{0, 0}, {0, 1}}, 50)[0])
                .containsExactly(10, Math.sqrt(85));
    }

    @Test
    void numbersTooLargeForFloatAreInfinitelyFar() {
        assertThat(new NearestRows(ROWS).distances(new float[][] {{3e38f, -3e38f}}, 1)[0])
                .containsExactly(Double.POSITIVE_INFINITY);
    }

    @Test
    void numbersOfTheNearestComeFirstAndAQueryMayBeAmongThem() {
        var rows = new NearestRows(ROWS);
        assertThat(rows.nearest(new float[][] {{3, 4}, {6, 9}}, 2)).isDeepEqualTo(new int[][] {{1, 0}, {2, 1}});
        assertThat(rows.nearest(new float[][] {{1, 1}}, 50)).isDeepEqualTo(new int[][] {{0, 1, 2}});
    }

    @Test
    void ofOneRowItIsTheNearest() {
        assertThat(new NearestRows(new float[][] {{1, 2}}).nearest(new float[][] {{0, 0}}, 3))
                .isDeepEqualTo(new int[][] {{0}});
    }

    @Test
    void queryOnTheBorderOfARadiusIsWithin() {
        double[] radii = {5, Math.sqrt(2), 4.99};
        assertThat(new NearestRows(ROWS).around(new float[][] {{3, 4}, {4, 5}, {-9, 0}}, radii))
                .containsExactly(2, 2, 0);
    }

    @Test
    void smallestValuesKeepTheirOrderWhereTheyAreEqual() {
        assertThat(NearestRows.smallest(new double[] {3, 1, 2, 1}, 3)).containsExactly(1, 3, 2);
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(NearestRows.smallest(new double[] {infinite, infinite}, 2)).containsExactly(0, 1);
    }

    @Test
    void blocksOfRowsAreOne() {
        var random = new SplittableRandom(1);
        float[][] rows = new float[2500][7];
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        float[] query = new float[7];
        double[] sorted = Arrays.stream(rows)
                .mapToDouble(row -> {
                    double sum = 0;
                    for (float value : row) {
                        sum += value * (double) value;
                    }
                    return Math.sqrt(sum);
                })
                .sorted()
                .toArray();
        double[][] found = new NearestRows(rows).distances(new float[][] {query}, 1, 125, 2500);
        assertThat(found[0][0]).isCloseTo(sorted[0], within(1e-6));
        assertThat(found[1][0]).isCloseTo(sorted[124], within(1e-6));
        assertThat(found[2][0]).isCloseTo(sorted[2499], within(1e-6));
    }
}
