package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.Test;

class CodeHealthTest {
    @Test
    void variancesAndDimensionsAreThoseOfTheCovariance() {
        // Uncorrelated; sums of squares 8 and 2 over 4 rows less one.
        CodeHealth health = CodeHealth.of(new float[][] {{3, 5}, {-1, 5}, {1, 6}, {1, 4}});
        assertThat(health.variances()).containsExactly(new double[] {8 / 3.0, 2 / 3.0}, within(1e-12));
        assertThat(health.effectiveDimensions()).isCloseTo(100 / 68.0, within(1e-12));
        assertThat(health.dead()).isEmpty();
        assertThat(health.activeUnits()).isEqualTo(2);
        assertThat(health.warnings()).isEmpty();
    }

    @Test
    void codesAlongOneLineHaveOneDimension() {
        float[][] codes = normal(200, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        for (float[] code : codes) {
            for (int j = 1; j < code.length; j++) {
                code[j] = -2 * code[0];
            }
        }
        CodeHealth health = CodeHealth.of(codes);
        assertThat(health.effectiveDimensions()).isCloseTo(1, within(1e-6));
        assertThat(health.warnings())
                .containsExactly(
                        "codes of 16 numbers spread over only 1.0 effective dimensions; take a smaller code, or"
                                + " check that no column's scale drowns the others");
    }

    @Test
    void constantAndNearlyConstantNumbersAreDead() {
        CodeHealth health = CodeHealth.of(normal(500, 1, 0, 2, 1e-4, 0.5));
        assertThat(health.dead()).containsExactly(1, 3);
        assertThat(health.warnings())
                .containsExactly(
                        "2 of 5 numbers of the code hardly vary (1, 3); take a smaller code, or weaken penalties"
                                + " on it");
    }

    @Test
    void equalCodesAreAllDead() {
        float[][] codes = {{0.1f, 7}, {0.1f, 7}, {0.1f, 7}};
        CodeHealth health = CodeHealth.of(codes);
        assertThat(health.dead()).containsExactly(0, 1);
        assertThat(health.effectiveDimensions()).isZero();
        assertThat(health.warnings())
                .containsExactly("all codes are equal: the encoder tells no row from another; lower the learning rate,"
                        + " look at the scaling of the data, or weaken penalties on the code");
    }

    @Test
    void oneNumberThatVariesIsAlive() {
        assertThat(CodeHealth.of(new float[][] {{1e-6f}, {2e-6f}}).dead()).isEmpty();
    }

    @Test
    void numbersThatFollowThePriorAreCollapsed() {
        float[][] means = normal(500, 1, 0.05, 0.9, 0.02);
        CodeHealth health = CodeHealth.ofVariational(means, new double[] {1.2, 0.011, 0.8, 0.001});
        assertThat(health.inactive()).containsExactly(1, 3);
        assertThat(health.activeUnits()).isEqualTo(2);
        assertThat(health.collapsed()).containsExactly(3);
        assertThat(health.warnings())
                .containsExactly("posterior collapse: 1 of 4 numbers of the code say nothing of the row (3), their"
                        + " divergence from the prior is below 0.01 nats; lower beta, raise it slowly from 0, or take a"
                        + " smaller code");
    }

    @Test
    void wrongShapesAreRefused() {
        assertThatThrownBy(() -> CodeHealth.of(new float[1][3]))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a code's health shows on at least 2 rows, found 1");
        assertThatThrownBy(() -> CodeHealth.ofVariational(new float[2][3], new double[2]))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("codes of 3 numbers need as many divergences, found 2");
    }

    /** Independent normal numbers of these standard deviations. */
    private static float[][] normal(int rows, double... deviations) {
        var random = new SplittableRandom(1);
        float[][] codes = new float[rows][deviations.length];
        for (float[] code : codes) {
            for (int j = 0; j < code.length; j++) {
                code[j] = (float) (0.3 + deviations[j] * random.nextGaussian());
            }
        }
        return codes;
    }
}
