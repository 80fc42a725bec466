package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;

class GaussianMixtureTest {
    private static final double[][] MEANS = {{-4, 0}, {0, 5}, {6, -1}};
    private static final double[] WEIGHTS = {0.5, 0.3, 0.2};

    @Test
    void meansWeightsAndCovariancesOfAKnownMixtureAreFound() {
        GaussianMixture mixture = GaussianMixture.fit(drawn(6000, 1), 3, 2);
        int[] order = byFirstMean(mixture);
        for (int k = 0; k < 3; k++) {
            double[] mean = mixture.means()[order[k]];
            double[][] covariance = mixture.covariances()[order[k]];
            // Four standard errors of the smallest component, 1200 rows of standard deviations 1 and √0.41.
            assertThat(mean[0]).isCloseTo(MEANS[k][0], within(0.12));
            assertThat(mean[1]).isCloseTo(MEANS[k][1], within(0.08));
            assertThat(mixture.weights()[order[k]]).isCloseTo(WEIGHTS[k], within(0.026));
            assertThat(covariance[0][0]).isCloseTo(1, within(0.17));
            assertThat(covariance[0][1]).isCloseTo(0.4, within(0.1)).isEqualTo(covariance[1][0]);
            assertThat(covariance[1][1]).isCloseTo(0.41, within(0.07));
        }
    }

    @Test
    void samplesHaveTheMomentsOfTheCodes() {
        float[][] codes = drawn(6000, 1);
        float[][] sampled = GaussianMixture.fit(codes, 3, 2).sample(20_000, 3);
        for (int j = 0; j < 2; j++) {
            // Standard deviations are 4.1 and 2.5: four standard errors of both means together.
            assertThat(mean(sampled, j)).isCloseTo(mean(codes, j), within(0.25));
        }
        double left = Arrays.stream(sampled).filter(code -> code[0] < -2).count() / 20_000.0;
        double leftOfCodes = Arrays.stream(codes).filter(code -> code[0] < -2).count() / 6000.0;
        assertThat(left).isCloseTo(leftOfCodes, within(0.03));
    }

    @Test
    void logDensityOfOneComponentIsThatOfTheFormula() {
        float[][] codes = drawn(500, 4);
        GaussianMixture one = GaussianMixture.fit(codes, 1, 0);
        double[] mean = one.means()[0];
        double[][] c = one.covariances()[0];
        double determinant = c[0][0] * c[1][1] - c[0][1] * c[1][0];
        double x = 1.5 - mean[0];
        double y = -0.25 - mean[1];
        double square = (c[1][1] * x * x - 2 * c[0][1] * x * y + c[0][0] * y * y) / determinant;
        double expected = -square / 2 - Math.log(determinant) / 2 - Math.log(2 * Math.PI);
        assertThat(one.logDensity(new float[][] {{1.5f, -0.25f}})[0]).isCloseTo(expected, within(1e-9));
        assertThat(mean[0]).isCloseTo(mean(codes, 0), within(1e-9));
        double variance = Arrays.stream(codes)
                .mapToDouble(code -> Math.pow(code[0] - mean[0], 2))
                .average()
                .orElseThrow();
        assertThat(c[0][0]).isCloseTo(variance * (1 + 1e-6), within(1e-9));
    }

    @Test
    void densityOfAMixtureIntegratesToOne() {
        float[][] codes = new float[1000][1];
        for (int i = 0; i < codes.length; i++) {
            codes[i][0] = drawn(1000, 5)[i][0];
        }
        float[][] grid = new float[4001][1];
        for (int i = 0; i < grid.length; i++) {
            grid[i][0] = -20 + i / 100f;
        }
        double[] log = GaussianMixture.fit(codes, 3, 1).logDensity(grid);
        assertThat(Arrays.stream(log).map(Math::exp).sum() / 100).isCloseTo(1, within(1e-4));
    }

    @Test
    void seedFixesMixtureAndSamples() {
        float[][] codes = drawn(2000, 1);
        GaussianMixture first = GaussianMixture.fit(codes, 7);
        GaussianMixture second = GaussianMixture.fit(codes, 7);
        assertThat(first.weights()).hasSize(GaussianMixture.COMPONENTS);
        assertThat(Arrays.stream(first.weights()).sum()).isCloseTo(1, within(1e-9));
        assertThat(second.weights()).isEqualTo(first.weights());
        assertThat(second.means()).isDeepEqualTo(first.means());
        assertThat(second.sample(5, 3)).isDeepEqualTo(first.sample(5, 3));
        assertThat(first.sample(5, 4)[0]).isNotEqualTo(first.sample(5, 3)[0]);
    }

    @Test
    void numberThatNeverVariesStaysWhereItIs() {
        float[][] codes = drawn(300, 1);
        for (float[] code : codes) {
            code[1] = 0.1f;
        }
        GaussianMixture mixture = GaussianMixture.fit(codes, 2, 1);
        for (float[] code : mixture.sample(100, 1)) {
            // A thousandth of the other number's standard deviation of 4; six of them.
            assertThat(code[1]).isCloseTo(0.1f, within(0.03f));
        }
    }

    @Test
    void fewRowsHaveFewComponents() {
        assertThat(GaussianMixture.fit(drawn(13, 1), 10, 1).weights()).hasSize(4);
        assertThat(GaussianMixture.fit(drawn(2, 1), 10, 1).weights()).containsExactly(1);
    }

    @Test
    void moreComponentsThanDifferentCodesAreHarmless() {
        float[][] codes = new float[100][];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = new float[] {i % 3, i % 2};
        }
        GaussianMixture mixture = GaussianMixture.fit(codes, 10, 1);
        assertThat(Arrays.stream(mixture.logDensity(codes))).allMatch(Double::isFinite);
        for (float[] code : mixture.sample(200, 1)) {
            assertThat(code[0]).isBetween(-0.1f, 2.1f);
        }
    }

    @Test
    void unusableCodesAreRefused() {
        assertThatThrownBy(() -> GaussianMixture.fit(new float[1][2], 3, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a mixture is fitted to at least 2 codes, found 1");
        assertThatThrownBy(() -> GaussianMixture.fit(new float[5][2], 3, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("all 5 codes are equal: a mixture has nothing to fit, and the encoder tells no row from"
                        + " another; train it anew");
        assertThatThrownBy(() -> GaussianMixture.fit(new float[][] {{1}, {Float.NaN}}, 3, 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(
                        "array: row 1, column 'x0' is NaN; every value must be finite; impute it first, or read it with"
                                + " Imputation.keep()");
        assertThatThrownBy(() -> GaussianMixture.fit(drawn(10, 1), 0, 1))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a mixture has at least 1 component, found 0");
        GaussianMixture mixture = GaussianMixture.fit(drawn(10, 1), 1, 1);
        assertThatThrownBy(() -> mixture.sample(0, 1))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a mixture draws at least 1 code, found 0");
        assertThatThrownBy(() -> mixture.logDensity(new float[][] {{1, 2}, {3}}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("the mixture expects codes of 2 numbers, row 1 has 1");
    }

    /** Three components with the covariance {{1, 0.4}, {0.4, 0.41}}. */
    private static float[][] drawn(int rows, long seed) {
        var random = new SplittableRandom(seed);
        float[][] codes = new float[rows][2];
        for (float[] code : codes) {
            double u = random.nextDouble();
            int k = u < WEIGHTS[0] ? 0 : u < WEIGHTS[0] + WEIGHTS[1] ? 1 : 2;
            double first = random.nextGaussian();
            code[0] = (float) (MEANS[k][0] + first);
            code[1] = (float) (MEANS[k][1] + 0.4 * first + 0.5 * random.nextGaussian());
        }
        return codes;
    }

    private static int[] byFirstMean(GaussianMixture mixture) {
        double[][] means = mixture.means();
        return IntStream.range(0, means.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> means[k][0]))
                .mapToInt(k -> k)
                .toArray();
    }

    private static double mean(float[][] codes, int column) {
        return Arrays.stream(codes).mapToDouble(code -> code[column]).average().orElseThrow();
    }
}
