package org.ae4j.pretrain.semi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeighbourGraphTest {
    /** Around the sizes of blocks, 256 and 1024 rows, far from the origin, and at the ends of the range of floats. */
    @ParameterizedTest
    @CsvSource({
        "2, 1, 1, 0, 1",
        "255, 3, 7, 0, 1",
        "257, 20, 10, 1000, 1",
        "1500, 16, 10, 0, 1e30",
        "1024, 5, 3, 0, 1e-30"
    })
    void isThatOfAllDistancesInDouble(int count, int width, int neighbours, float offset, float scale) {
        float[][] rows = rows(count, width, offset, scale);
        NeighbourGraph graph = NeighbourGraph.of(rows, neighbours);
        assertThat(graph.rows()).isEqualTo(count);
        assertThat(graph.neighbours()).isEqualTo(neighbours);
        for (int i = 0; i < count; i++) {
            int row = i;
            int[] expected = IntStream.range(0, count)
                    .filter(j -> j != row)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> distance(rows[row], rows[j])))
                    .limit(neighbours)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(graph.nearest(i)).containsExactly(expected);
            for (int place = 0; place < neighbours; place++) {
                double distance = distance(rows[i], rows[expected[place]]);
                assertThat(graph.distance(i, place)).isCloseTo(distance, within(1e-12 * distance));
            }
        }
    }

    @Test
    void doublesAreNeighboursButNoRowIsItsOwn() {
        NeighbourGraph graph = NeighbourGraph.of(new float[][] {{1, 2}, {1, 2}, {5, 5}, {1, 2}}, 2);
        assertThat(graph.nearest(0)).containsExactly(1, 3);
        assertThat(graph.nearest(1)).containsExactly(0, 3);
        assertThat(graph.nearest(2)).containsExactly(0, 1);
        assertThat(graph.distance(0, 1)).isZero();
        assertThat(graph.distance(2, 0)).isEqualTo(5);
    }

    @Test
    void directionsRankByTheCosineToTheMean() {
        // Mean (0, 0): the first two point alike, however far out.
        float[][] rows = {{1, 0}, {8, 1}, {0, 3}, {-9, -4}};
        NeighbourGraph graph = NeighbourGraph.of(rows, 1, Comparison.DIRECTIONS);
        assertThat(graph.nearest(0)).containsExactly(1);
        assertThat(NeighbourGraph.of(rows, 1).nearest(0)).containsExactly(2);
        double cosine = 8 / Math.sqrt(65);
        assertThat(graph.distance(0, 0)).isCloseTo(Math.sqrt(2 - 2 * cosine), within(1e-6));
    }

    @Test
    void aRowThatIsTheMeanIsFarFromAllAlike() {
        NeighbourGraph graph = NeighbourGraph.of(new float[][] {{2, 0}, {-2, 0}, {0, 0}}, 2, Comparison.DIRECTIONS);
        assertThat(graph.nearest(2)).containsExactly(0, 1);
        assertThat(graph.distance(2, 1)).isEqualTo(1);
    }

    @Test
    void badRowsAreRefused() {
        assertThatThrownBy(() -> NeighbourGraph.of(new float[3][2], 3))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("3 neighbours of each row need at least 4 rows, found 3");
        assertThatThrownBy(() -> NeighbourGraph.of(new float[3][2], 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a graph needs at least 1 neighbour of each row, found 0");
        assertThatThrownBy(() -> NeighbourGraph.of(new float[][] {{1, 2}, {1}}, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("rows of a graph have one length; row 0 has 2 numbers, row 1 has 1");
        assertThatThrownBy(() -> NeighbourGraph.of(new float[][] {{1, 2}, {1, Float.NaN}}, 1, Comparison.DIRECTIONS))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("row 1 holds NaN; every number of a graph's rows must be finite");
    }

    private static float[][] rows(int count, int width, float offset, float scale) {
        var random = new Random(count);
        float[][] rows = new float[count][width];
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                row[j] = (float) (offset + scale * random.nextGaussian());
            }
        }
        return rows;
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - (double) b[j]) * (a[j] - (double) b[j]);
        }
        return Math.sqrt(sum);
    }
}
