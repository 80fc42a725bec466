package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
    /** At the least loss, what the labels have over the probabilities is what the penalty pulls back. */
    @Test
    void weightsAreWhereTheLossIsLeast() {
        int rows = 200;
        var random = new SplittableRandom(1);
        double[][] codes = new double[rows][];
        int[] labels = new int[rows];
        for (int i = 0; i < rows; i++) {
            labels[i] = random.nextInt(3);
            codes[i] = new double[] {random.nextGaussian() + labels[i], random.nextGaussian()};
        }
        double[][] weights = LinearProbe.weights(new LabelledCodes(codes, labels, 3));
        double[][] gradient = new double[3][3];
        for (int i = 0; i < rows; i++) {
            double[] odds = new double[3];
            double all = 0;
            for (int k = 0; k < 3; k++) {
                odds[k] = Math.exp(codes[i][0] * weights[0][k] + codes[i][1] * weights[1][k] + weights[2][k]);
                all += odds[k];
            }
            for (int k = 0; k < 3; k++) {
                double missing = (labels[i] == k ? 1 : 0) - odds[k] / all;
                gradient[0][k] += missing * codes[i][0];
                gradient[1][k] += missing * codes[i][1];
                gradient[2][k] += missing;
            }
        }
        for (int k = 0; k < 3; k++) {
            assertThat(gradient[0][k]).isCloseTo(weights[0][k], within(0.03));
            assertThat(gradient[1][k]).isCloseTo(weights[1][k], within(0.03));
            assertThat(gradient[2][k]).isCloseTo(0, within(0.03));
        }
        assertThat(weights[0][2] - weights[0][0]).isGreaterThan(1);
    }
}
