package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;

class MmdTermTest {
    private static final double[] SCALES = {0.1, 0.2, 0.5, 1, 2, 5, 10};

    @Test
    void gradientIsThatOfTheLoss() {
        double[] code = CodeGradients.normal(9 * 4, 3);
        assertThat(CodeGradients.relativeError(new MmdTerm(new GaussianPrior(4), 3), code, 9))
                .isLessThan(1e-7);
        assertThat(CodeGradients.relativeError(new MmdTerm(new MixturePrior(4, 5, 2, 0.3), 3), code, 9))
                .isLessThan(1e-7);
    }

    @Test
    void discrepancyIsThatOfItsFormula() {
        double[] a = CodeGradients.normal(3 * 2, 3);
        double[] b = CodeGradients.normal(4 * 2, 4);
        double expected = mean(a, 3, a, 3) + mean(b, 4, b, 4) - 2 * mean(a, 3, b, 4);
        assertThat(new MmdTerm(new GaussianPrior(2), 1).mmd(a, 3, b, 4)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void lossIsTheWeighedDiscrepancyOfEachRow() {
        var prior = new MixturePrior(3, 4, 2, 0.5);
        double[] code = CodeGradients.normal(10 * 3, 5);
        double[] wanted = new double[30];
        prior.sample(wanted, 10, CodeGradients.step(0).random());
        var term = new MmdTerm(prior, 7);
        assertThat(term.add(code, 10, null, new double[30], CodeGradients.step(0)))
                .isCloseTo(7 * 10 * term.mmd(code, 10, wanted, 10), within(1e-12));
    }

    @Test
    void tellsAShiftedDistributionFromTheSameOne() {
        var term = new MmdTerm(new GaussianPrior(3), 1);
        double[] a = CodeGradients.normal(500 * 3, 1);
        double[] b = CodeGradients.normal(500 * 3, 2);
        double same = term.mmd(a, 500, b, 500);
        double shifted = term.mmd(a, 500, Arrays.stream(b).map(v -> v + 0.5).toArray(), 500);
        assertThat(same).isCloseTo(0, within(0.01));
        assertThat(shifted).isGreaterThan(0.1);
    }

    @Test
    void estimateIsUnbiased() {
        var term = new MmdTerm(new GaussianPrior(2), 1);
        double sum = 0;
        for (int n = 0; n < 4000; n++) {
            sum += term.mmd(CodeGradients.normal(8, 2 * n), 4, CodeGradients.normal(8, 2 * n + 1), 4);
        }
        assertThat(sum / 4000).isCloseTo(0, within(0.02));
    }

    @Test
    void aSingleRowCostsNothing() {
        double[] gradient = {1, 2};
        var term = new MmdTerm(new GaussianPrior(2), 1);
        assertThat(term.add(new double[] {5, 5}, 1, null, gradient, CodeGradients.step(0)))
                .isZero();
        assertThat(gradient).containsExactly(1, 2);
        assertThatThrownBy(() -> term.mmd(new double[2], 1, new double[6], 3))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a discrepancy compares at least 2 rows with 2, found 1 and 3");
    }

    @Test
    void refusesAWeightThatCannotBe() {
        assertThatThrownBy(() -> new MmdTerm(new GaussianPrior(2), Double.NaN))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the weight of the discrepancy is a finite number of at least 0, found NaN");
    }

    @Test
    void priorsSpreadAsTheySay() {
        var priors = new CodePrior[] {
            new GaussianPrior(3), new MixturePrior(2, 1, 3, 0.5), new MixturePrior(5, 10, 4, 0.5),
        };
        for (CodePrior prior : priors) {
            double[] drawn = new double[50_000 * prior.size()];
            prior.sample(drawn, 50_000, new SplittableRandom(4));
            double square = Arrays.stream(drawn).map(v -> v * v).average().orElseThrow();
            assertThat(Math.sqrt(square)).isCloseTo(prior.spread(), within(0.01 * prior.spread()));
        }
    }

    @Test
    void modesLieEvenlyOnTheirCircle() {
        double[] drawn = new double[4000 * 3];
        new MixturePrior(3, 4, 10, 0.1).sample(drawn, 4000, new SplittableRandom(4));
        int[] found = new int[4];
        for (int i = 0; i < drawn.length; i += 3) {
            double angle = Math.atan2(drawn[i + 1], drawn[i]);
            found[Math.floorMod(Math.round(2 * angle / Math.PI), 4)]++;
            assertThat(Math.hypot(drawn[i], drawn[i + 1])).isBetween(9.5, 10.5);
            assertThat(drawn[i + 2]).isBetween(-0.5, 0.5);
        }
        assertThat(Arrays.stream(found).min().orElseThrow()).isGreaterThan(900);
    }

    @Test
    void refusesPriorsThatCannotBe() {
        refuses("a mixture on a circle needs codes of at least 2 numbers, found 1", 1, 1, 1, 1);
        refuses("a mixture needs at least 1 mode, found 0", 2, 0, 1, 1);
        refuses("the radius of a mixture is a finite number of at least 0, found -1.0", 2, 1, -1, 1);
        refuses("the deviation of a mixture's modes is a finite number above 0, found 0.0", 2, 1, 1, 0);
        assertThatThrownBy(() -> new GaussianPrior(0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a code needs at least 1 number, found 0");
    }

    private static void refuses(String message, int size, int modes, double radius, double sigma) {
        assertThatThrownBy(() -> new MixturePrior(size, modes, radius, sigma))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(message);
    }

    /** The kernel's mean over pairs in two dimensions, equal rows of the same set left out. */
    private static double mean(double[] a, int rowsA, double[] b, int rowsB) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < rowsA; i++) {
            for (int j = 0; j < rowsB; j++) {
                if (a == b && i == j) {
                    continue;
                }
                pairs++;
                double square = Math.pow(a[2 * i] - b[2 * j], 2) + Math.pow(a[2 * i + 1] - b[2 * j + 1], 2);
                for (double scale : SCALES) {
                    sum += 4 * scale / (4 * scale + square);
                }
            }
        }
        return sum / pairs;
    }
}
