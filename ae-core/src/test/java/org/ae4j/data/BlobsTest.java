package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class BlobsTest {
    @Test
    void clustersShareTheRowsEvenly() {
        Samples blobs = Samples.blobs(103, 2, 5, 1, 1);
        assertThat(blobs.labelName()).contains("cluster");
        assertThat(blobs.classes()).containsExactly("0", "1", "2", "3", "4");
        assertThat(blobs.classes().stream().map(c -> blobs.only(c).rows())).containsExactly(21, 21, 21, 20, 20);
    }

    @Test
    void clusterHasItsDeviationInEveryDirectionAboutACentreInTheBox() {
        Samples blobs = Samples.blobs(20_000, 3, 2, 1.5, 1);
        for (String cluster : blobs.classes()) {
            Samples rows = blobs.only(cluster);
            for (int j = 0; j < 3; j++) {
                double[] column = column(rows, j);
                assertThat(Math.sqrt(StatUtils.variance(column))).isCloseTo(1.5, within(0.05));
                assertThat(StatUtils.mean(column)).isBetween(-10.1, 10.1);
            }
        }
    }

    @Test
    void withoutDeviationEveryRowIsItsCentre() {
        Samples blobs = Samples.blobs(50, 2, 3, 0, 1);
        for (String cluster : blobs.classes()) {
            Samples rows = blobs.only(cluster);
            assertThat(IntStream.range(0, rows.rows()).mapToObj(rows::row))
                    .allSatisfy(row -> assertThat(row).containsExactly(rows.row(0)));
        }
        assertThat(blobs.only("0").row(0)).isNotEqualTo(blobs.only("1").row(0));
    }

    @Test
    void deviationThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> Samples.blobs(10, 2, 3, Double.NaN, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("blobs: the standard deviation is finite and at least 0, found NaN");
    }

    private static double[] column(Samples samples, int column) {
        return IntStream.range(0, samples.rows())
                .mapToDouble(i -> samples.value(i, column))
                .toArray();
    }
}
