package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;

class SparsityTermTest {
    @Test
    void gradientIsThatOfTheLoss() {
        double[] code = new SplittableRandom(3).doubles(8 * 5, 0.05, 0.95).toArray();
        assertThat(CodeGradients.relativeError(new SparsityTerm(5, 0.1, 3), code, 8))
                .isLessThan(1e-8);
        assertThat(CodeGradients.relativeError(new SparsityTerm(40, 0.1, 3), code, 1))
                .isLessThan(1e-8);
    }

    @Test
    void lossIsTheDivergenceOfTheMeansForEachRow() {
        double[] code = {0.1, 0.5, 0.3, 0.9};
        double first = 0.05 * Math.log(0.05 / 0.2) + 0.95 * Math.log(0.95 / 0.8);
        double second = 0.05 * Math.log(0.05 / 0.7) + 0.95 * Math.log(0.95 / 0.3);
        assertThat(new SparsityTerm(2, 0.05, 3).add(code, 2, null, new double[4], CodeGradients.step(0)))
                .isCloseTo(2 * 3 * (first + second), within(1e-12));
    }

    @Test
    void wantedActivityCostsNothing() {
        double[] gradient = {1, 1, 1, 1};
        double[] code = {0.1, 0.2, 0.3, 0.2};
        assertThat(new SparsityTerm(2, 0.2, 3).add(code, 2, null, gradient, CodeGradients.step(0)))
                .isCloseTo(0, within(1e-12));
        assertThat(gradient).containsExactly(new double[] {1, 1, 1, 1}, within(1e-12));
    }

    @Test
    void saturatedCodesArePulledBackByFiniteGradients() {
        double[] gradient = new double[2];
        assertThat(new SparsityTerm(2, 0.1, 1).add(new double[] {0, 1}, 1, null, gradient, CodeGradients.step(0)))
                .isFinite();
        assertThat(gradient[0]).isNegative().isFinite();
        assertThat(gradient[1]).isPositive().isFinite();
    }

    @Test
    void addsToNothingBeyondItsRows() {
        double[] gradient = new double[6];
        double[] code = new double[6];
        Arrays.fill(code, 0.5);
        new SparsityTerm(2, 0.1, 1).add(code, 2, null, gradient, CodeGradients.step(0));
        assertThat(gradient[3]).isPositive();
        assertThat(gradient[4]).isZero();
    }

    @Test
    void refusesActivitiesAndWeightsThatCannotBe() {
        assertThatThrownBy(() -> new SparsityTerm(2, 1, 1))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("rho, the mean activity of a sparse code, lies in (0, 1), found 1.0");
        assertThatThrownBy(() -> new SparsityTerm(2, 0.1, -1))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the weight of sparsity is a finite number of at least 0, found -1.0");
    }
}
