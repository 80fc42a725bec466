package org.ae4j.pretrain.semi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class UnitRowsTest {
    /** Around (1, 2), with variances 8 and .5 along the axes. */
    private static final float[][] CROSS = {{5, 2}, {-3, 2}, {1, 3}, {1, 1}};

    @Test
    void directionsHaveLengthOneAroundTheMean() {
        assertThat(UnitRows.around(CROSS).of(new float[][] {{4, 6}, {1, 2}})).isDeepEqualTo(new float[][] {
            {.6f, .8f}, {0, 0}
        });
    }

    @Test
    void halfWhitenedAxesAreDividedByTheFourthRootOfTheirVariance() {
        float[] row = UnitRows.halfWhitened(CROSS).of(new float[][] {{4, 6}})[0];
        double x = 3 / Math.pow(8, .25);
        double y = 4 / Math.pow(.5, .25);
        double length = Math.hypot(x, y);
        assertThat(Math.abs(row[0])).isCloseTo((float) (x / length), within(1e-6f)); // eigenvectors have no sign
        assertThat(Math.abs(row[1])).isCloseTo((float) (y / length), within(1e-6f));
    }

    @Test
    void anAxisWithoutVarianceSaysNothing() {
        float[][] flat = {{1, 0, 7}, {-1, 0, 7}, {0, 2, 7}, {0, -2, 7}};
        UnitRows units = UnitRows.halfWhitened(flat);
        assertThat(units.of(new float[][] {{1, 1, 7}})).isDeepEqualTo(units.of(new float[][] {{1, 1, 9}}));
    }

    @Test
    void rowsThatAreTooWideAreRefused() {
        assertThatThrownBy(() -> UnitRows.halfWhitened(new float[2][2049]))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("half-whitening takes rows of up to 2048 numbers, found 2049; compare directions");
    }
}
