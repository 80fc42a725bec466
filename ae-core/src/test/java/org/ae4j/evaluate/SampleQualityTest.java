package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class SampleQualityTest {
    @Test
    void tinyExampleIsAsComputedByHand() {
        // Real: mean 3.2, variance 15.7, radii to the third neighbour 3, 2, 2, 3, 9.
        // Generated: mean −12, variance 455.5, radii 5, 4, 5, 5, 47: only 10 lies in none of them.
        float[][] real = {{0}, {1}, {2}, {3}, {10}};
        float[][] generated = {{-4}, {-3}, {-4}, {1}, {-50}};
        SampleQuality quality = SampleQuality.of(real, generated);
        double expected = 15.2 * 15.2 + 15.7 + 455.5 - 2 * Math.sqrt(15.7 * 455.5);
        assertThat(quality.frechetDistance()).isCloseTo(expected, within(1e-9));
        assertThat(quality.precision()).isEqualTo(2 / 5.0);
        assertThat(quality.recall()).isEqualTo(4 / 5.0);
        // −3 lies within the radius of 0 alone, 1 within all five; 10 reaches 1 exactly.
        assertThat(quality.density()).isEqualTo(6 / (5 * 3.0));
        assertThat(quality.coverage()).isEqualTo(5 / 5.0);
    }

    @Test
    void halvesOfTheSameDataAreNearlyAlike() {
        SampleQuality quality = SampleQuality.of(normal(2000, 8, 1), normal(2000, 8, 2));
        // Expected for unit normals of n rows and d features: 2 d / n for the means and, at first order, d² / (2 n) for
        // the covariances.
        double expected = 2 * 8 / 2000.0 + 8 * 8 / (2 * 2000.0);
        assertThat(quality.frechetDistance()).isBetween(expected / 3, 3 * expected);
        assertThat(quality.precision()).isGreaterThan(0.75);
        assertThat(quality.recall()).isGreaterThan(0.75);
        assertThat(quality.density()).isCloseTo(1, within(0.1));
        assertThat(quality.coverage()).isCloseTo(1 - 1 / 8.0, within(0.03));
    }

    @Test
    void rowsThemselvesAreAtDistanceZero() {
        float[][] rows = normal(100, 4, 1);
        SampleQuality quality = SampleQuality.of(rows, rows.clone());
        assertThat(quality.frechetDistance()).isCloseTo(0, within(1e-9));
        assertThat(quality.precision()).isEqualTo(1);
        assertThat(quality.recall()).isEqualTo(1);
    }

    @Test
    void shiftAddsItsSquaredLength() {
        float[][] real = normal(500, 3, 1);
        float[][] shifted = Arrays.stream(real)
                .map(row -> new float[] {row[0] + 3, row[1] - 4, row[2]})
                .toArray(float[][]::new);
        assertThat(SampleQuality.of(real, shifted).frechetDistance()).isCloseTo(25, within(1e-5));
    }

    @Test
    void rotatedCovariancesHaveTheDistanceOfTheirRoots() {
        // Uncorrelated columns of variances a, b against the same rows turned by 45°: both have the trace a + b, and
        // tr (C₁ C₂)^½ for 2 × 2 is √(tr C₁C₂ + 2 √det C₁C₂), with tr C₁C₂ = (a + b)² / 2.
        float[][] real = {{3, 0}, {-3, 0}, {0, 1}, {0, -1}};
        double root = Math.sqrt(0.5);
        float[][] turned = Arrays.stream(real)
                .map(row -> new float[] {(float) (root * (row[0] - row[1])), (float) (root * (row[0] + row[1]))})
                .toArray(float[][]::new);
        double a = 18 / 3.0;
        double b = 2 / 3.0;
        double expected = 2 * (a + b) - 2 * Math.sqrt((a + b) * (a + b) / 2 + 2 * a * b);
        assertThat(SampleQuality.of(real, turned).frechetDistance()).isCloseTo(expected, within(1e-5));
    }

    @Test
    void collapsedGeneratorHasNoRecall() {
        float[][] real = normal(500, 4, 1);
        float[][] collapsed = new float[500][4];
        SampleQuality quality = SampleQuality.of(real, collapsed);
        assertThat(quality.precision()).isEqualTo(1);
        assertThat(quality.recall()).isZero();
        assertThat(quality.coverage()).isLessThan(0.5);
        // |μ|² + tr C: the mean squared length, but for n − 1 in place of n.
        double length = Arrays.stream(real)
                .flatMapToDouble(row -> Arrays.stream(new double[] {row[0], row[1], row[2], row[3]}))
                .map(value -> value * value)
                .sum();
        assertThat(quality.frechetDistance()).isCloseTo(length / 499, within(0.01));
    }

    @Test
    void noiseHasNoPrecision() {
        float[][] real = new float[500][];
        float[][] noise = normal(500, 8, 2);
        float[][] line = normal(500, 1, 1);
        for (int i = 0; i < real.length; i++) {
            real[i] = new float[8];
            Arrays.fill(real[i], line[i][0]);
            for (int j = 0; j < 8; j++) {
                noise[i][j] *= 10;
            }
        }
        assertThat(SampleQuality.of(real, noise).precision()).isLessThan(0.01);
        assertThat(SampleQuality.of(real, noise).density()).isLessThan(0.01);
    }

    @Test
    void oneRowFarAwayFlattersNoiseInPrecisionButNotInDensity() {
        float[][] real = normal(500, 2, 1);
        real[0] = new float[] {1000, 1000};
        float[][] noise = new float[500][];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = new float[] {500 + i / 10f, 500 - i / 10f};
        }
        SampleQuality quality = SampleQuality.of(real, noise);
        assertThat(quality.precision()).isEqualTo(1);
        assertThat(quality.density()).isEqualTo(1 / 3.0);
        assertThat(quality.coverage()).isEqualTo(1 / 500.0);
    }

    @Test
    void rowsThatCannotBeComparedAreRefused() {
        assertThatThrownBy(() -> SampleQuality.of(normal(9, 2, 1), normal(3, 2, 1)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("quality is measured on at least 4 rows of each kind, found 3 generated ones");
        assertThatThrownBy(() -> SampleQuality.of(normal(9, 2, 1), normal(9, 3, 1)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 0 has 3 values, expected 2 (2 numeric columns)");
    }

    private static float[][] normal(int rows, int width, long seed) {
        var random = new SplittableRandom(seed);
        float[][] normal = new float[rows][width];
        for (float[] row : normal) {
            for (int j = 0; j < width; j++) {
                row[j] = (float) random.nextGaussian();
            }
        }
        return normal;
    }
}
