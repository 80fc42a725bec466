package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Column;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.evaluate.Sensitivity.Influence;
import org.ae4j.model.Autoencoder;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private static final Samples ROWS =
            Samples.of(List.of("a", "b", "c"), new float[][] {{0.5f, -1, 2}, {1, 0.25f, -0.75f}});

    @Test
    void ofALinearModelItIsTheAbsoluteWeights() {
        double[][] encoder = {{0.5, -2}, {0, 1}, {-3, 0.25}};
        double[][] decoder = {{1, -0.5, 0}, {0.25, 4, -2}};
        try (Autoencoder model = KnownModel.linear(ROWS, encoder, decoder)) {
            Sensitivity sensitivity = Sensitivity.of(model, ROWS);
            assertClose(sensitivity.encoder(), new double[][] {{0.5, 0, 3}, {2, 1, 0.25}}, 1e-4);
            assertClose(sensitivity.decoder(), new double[][] {{1, 0.5, 0}, {0.25, 4, 2}}, 1e-4);
            assertThat(sensitivity.strongest(0, 2))
                    .extracting(Influence::column)
                    .containsExactly("c", "a");
            assertThat(sensitivity.mostDriven(1, 50))
                    .extracting(Influence::column)
                    .containsExactly("b", "c", "a");
            assertThat(sensitivity.strongest(0, 1).get(0).value())
                    .isEqualTo(sensitivity.encoder()[0][2]);
        }
    }

    @Test
    void ofATanhNetItIsTheMeanOfTheAnalyticDerivatives() {
        double[][][] weights = {drawn(3, 4, 1), drawn(4, 2, 2), drawn(2, 4, 3), drawn(4, 3, 4)};
        try (Autoencoder model = KnownModel.tanh(ROWS, weights)) {
            Sensitivity sensitivity = Sensitivity.of(model, ROWS);
            double[][] codes = new double[ROWS.rows()][];
            double[][] rows = new double[ROWS.rows()][3];
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < 3; j++) {
                    rows[i][j] = ROWS.value(i, j);
                }
                codes[i] = through(rows[i], weights[0], weights[1]);
            }
            // Curvature h²/6 · f''' is some 1e-5, rounding of float 1e-7 / h another.
            assertClose(sensitivity.encoder(), transposed(meanAbsolute(rows, weights[0], weights[1])), 2e-4);
            assertClose(sensitivity.decoder(), meanAbsolute(codes, weights[2], weights[3]), 2e-4);
        }
    }

    @Test
    void categoricalColumnCountsWithAllItsOneHotNumbers() {
        Schema schema = Schema.table(List.of(Column.numeric("x"), Column.categorical("kind", List.of("p", "q", "r"))));
        Samples rows = Samples.of(schema, new float[][] {{1, 0}, {2, 2}});
        double[][] encoder = {{1}, {-2}, {3}, {0.5}};
        try (Autoencoder model = KnownModel.linear(rows, encoder, new double[][] {{1, 0, 0, 0}})) {
            Sensitivity sensitivity = Sensitivity.of(model, rows);
            assertClose(sensitivity.encoder(), new double[][] {{1, 5.5}}, 1e-4);
            // A softmax of equal numbers that the code does not move.
            assertClose(sensitivity.decoder(), new double[][] {{1, 0}}, 1e-4);
        }
    }

    @Test
    void manyInputsAreMeasuredInChunks() {
        Samples wide = Samples.of(new float[2][600]);
        double[][] encoder = new double[600][1];
        for (int i = 0; i < 600; i++) {
            encoder[i][0] = i / 100.0;
        }
        try (Autoencoder model = KnownModel.linear(wide, encoder, new double[1][600])) {
            double[] found = Sensitivity.of(model, wide).encoder()[0];
            for (int i = 0; i < 600; i++) {
                assertThat(found[i]).isCloseTo(i / 100.0, within(1e-3));
            }
        }
    }

    @Test
    void noRowsAreRefused() {
        try (Autoencoder model = KnownModel.linear(ROWS, new double[3][1], new double[1][3])) {
            assertThatThrownBy(() -> Sensitivity.of(model, ROWS.select()))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("a sensitivity is measured on at least 1 row, found none in array");
        }
    }

    /** {@code [width, outputs]}: of {@code tanh(x first) second}, Σₕ firstᵢₕ (1 − tanh²) secondₕₖ, averaged absolutely. */
    private static double[][] meanAbsolute(double[][] points, double[][] first, double[][] second) {
        double[][] mean = new double[first.length][second[0].length];
        for (double[] point : points) {
            double[] hidden = product(point, first);
            for (int i = 0; i < mean.length; i++) {
                for (int k = 0; k < mean[i].length; k++) {
                    double sum = 0;
                    for (int h = 0; h < hidden.length; h++) {
                        sum += first[i][h] * (1 - Math.pow(Math.tanh(hidden[h]), 2)) * second[h][k];
                    }
                    mean[i][k] += Math.abs(sum) / points.length;
                }
            }
        }
        return mean;
    }

    private static double[] through(double[] point, double[][] first, double[][] second) {
        double[] hidden = product(point, first);
        for (int h = 0; h < hidden.length; h++) {
            hidden[h] = Math.tanh(hidden[h]);
        }
        return product(hidden, second);
    }

    private static double[] product(double[] row, double[][] weights) {
        double[] product = new double[weights[0].length];
        for (int i = 0; i < row.length; i++) {
            for (int k = 0; k < product.length; k++) {
                product[k] += row[i] * weights[i][k];
            }
        }
        return product;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < transposed.length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }

    private static double[][] drawn(int in, int out, long seed) {
        var random = new SplittableRandom(seed);
        double[][] weights = new double[in][out];
        for (double[] row : weights) {
            for (int k = 0; k < out; k++) {
                row[k] = (float) random.nextDouble(-1, 1);
            }
        }
        return weights;
    }

    private static void assertClose(double[][] found, double[][] expected, double tolerance) {
        assertThat(found).hasDimensions(expected.length, expected[0].length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], within(tolerance));
        }
    }
}
