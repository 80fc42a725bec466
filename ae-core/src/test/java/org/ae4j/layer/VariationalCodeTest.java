package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;

class VariationalCodeTest {
    @Test
    void gradientIsThatOfTheLoss() {
        double[] given = CodeGradients.normal(6 * 10, 2);
        for (double beta : new double[] {0, 1, 4}) {
            assertThat(CodeGradients.relativeError(new VariationalCode(5, beta, 0), given, 6, 0))
                    .isLessThan(1e-8);
        }
        assertThat(CodeGradients.relativeError(new VariationalCode(5, 2, 10), given, 6, 2.5))
                .isLessThan(1e-8);
        assertThat(CodeGradients.relativeError(new VariationalCode(30, 1, 0), given, 1, 0))
                .isLessThan(1e-8);
    }

    @Test
    void gradientBeyondTheClampIsZero() {
        double[] given = {1, 1, 1, 15, -25, 0.5};
        var function = new VariationalCode(3, 1, 0);
        // The loss is 11 000 here: its rounding alone is 1e-6 of a difference.
        assertThat(CodeGradients.relativeError(function, given, 1, 0)).isLessThan(1e-5);
        double[] gradient = new double[6];
        function.backward(new double[] {1, 1, 1}, gradient);
        assertThat(gradient[3]).isZero();
        assertThat(gradient[4]).isZero();
        assertThat(gradient[5]).isNotZero();
    }

    @Test
    void wildLogVariancesStayFinite() {
        double[] given = {0, 0, 1e6, -1e6};
        double[] code = new double[2];
        double loss = new VariationalCode(2, 1, 0).forward(given, 1, code, CodeGradients.step(0));
        assertThat(loss).isFinite();
        assertThat(Arrays.stream(code).allMatch(Double::isFinite)).isTrue();
    }

    @Test
    void betaOfZeroLeavesNoTraceOfTheDivergence() {
        double[] given = CodeGradients.normal(8, 4);
        var function = new VariationalCode(2, 0, 0);
        assertThat(function.forward(given, 2, new double[4], CodeGradients.step(0)))
                .isZero();
        double[] gradient = new double[8];
        function.backward(new double[4], gradient);
        assertThat(Arrays.stream(gradient).allMatch(g -> g == 0)).isTrue();
    }

    @Test
    void lossIsTheWeighedDivergenceOfAllRows() {
        double[] given = CodeGradients.normal(8 * 6, 5);
        var function = new VariationalCode(3, 0.5, 0);
        double sum = 8 * Arrays.stream(function.kl(given, 8)).sum();
        assertThat(function.forward(given, 8, new double[24], CodeGradients.step(0)))
                .isCloseTo(0.5 * sum, within(1e-12));
    }

    @Test
    void lossGrowsOverTheWarmUp() {
        double[] given = CodeGradients.normal(6, 5);
        double whole = new VariationalCode(3, 2, 0).forward(given, 1, new double[3], CodeGradients.step(0));
        var function = new VariationalCode(3, 2, 10);
        assertThat(function.forward(given, 1, new double[3], CodeGradients.step(0)))
                .isZero();
        assertThat(function.forward(given, 1, new double[3], CodeGradients.step(2.5)))
                .isCloseTo(whole / 4, within(1e-12));
        assertThat(function.forward(given, 1, new double[3], CodeGradients.step(10)))
                .isEqualTo(whole);
        assertThat(function.forward(given, 1, new double[3], CodeGradients.step(99)))
                .isEqualTo(whole);
    }

    @Test
    void divergenceIsThatOfItsDefinition() {
        double mean = 0.7;
        double logVariance = -0.9;
        var random = new SplittableRandom(11);
        double sum = 0;
        int draws = 1_000_000;
        for (int n = 0; n < draws; n++) {
            double noise = random.nextGaussian();
            double z = mean + Math.exp(logVariance / 2) * noise;
            sum += (z * z - noise * noise - logVariance) / 2;
        }
        assertThat(new VariationalCode(1, 1, 0).kl(new double[] {mean, logVariance}, 1)[0])
                .isCloseTo(sum / draws, within(0.004));
    }

    @Test
    void divergenceFromTheStandardNormalItselfIsZero() {
        assertThat(new VariationalCode(2, 1, 0).kl(new double[8], 2)).containsExactly(0, 0);
    }

    @Test
    void codesAreDrawnFromTheGivenDistribution() {
        double[] given = new double[2 * 100_000];
        for (int i = 0; i < given.length; i += 2) {
            given[i] = 3;
            given[i + 1] = Math.log(0.25);
        }
        double[] code = new double[100_000];
        new VariationalCode(1, 1, 0).forward(given, code.length, code, CodeGradients.step(0));
        double mean = Arrays.stream(code).average().orElseThrow();
        double variance =
                Arrays.stream(code).map(z -> (z - mean) * (z - mean)).average().orElseThrow();
        assertThat(mean).isCloseTo(3, within(0.01));
        assertThat(variance).isCloseTo(0.25, within(0.01));
    }

    @Test
    void theMeansAreUsed() {
        double[] code = new double[4];
        new VariationalCode(2, 1, 0).use(new double[] {1, 2, 9, 9, 3, 4, 9, 9}, 2, code);
        assertThat(code).containsExactly(1, 2, 3, 4);
    }

    @Test
    void refusesWeightsThatCannotBe() {
        assertThatThrownBy(() -> new VariationalCode(2, -1, 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("beta is a finite number of at least 0, found -1.0");
        assertThatThrownBy(() -> new VariationalCode(2, 1, Double.NaN))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the number of warm-up epochs is a finite number of at least 0, found NaN");
    }
}
