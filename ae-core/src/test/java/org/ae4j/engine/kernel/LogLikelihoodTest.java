package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class LogLikelihoodTest {
    private static final int ROWS = 50;
    private static final int COLUMNS = 37;

    /** The densities as textbooks write them, in double precision. */
    private static double formula(OutputKind kind, double weight, double z, double x) {
        double sigma = 1 / Math.sqrt(weight);
        return switch (kind) {
            case SQUARED -> normal(x, z, sigma);
            case SQUARED_SIGMOID -> normal(x, sigmoid(z), sigma);
            case CROSS_ENTROPY -> x * Math.log(sigmoid(z)) + (1 - x) * Math.log(sigmoid(-z));
            case ABSOLUTE -> Math.log(weight / 2 * Math.exp(-weight * Math.abs(z - x)));
            case SOFTMAX -> throw new IllegalArgumentException("of a row, not of a number");
        };
    }

    private static double normal(double x, double mean, double sigma) {
        double distance = (x - mean) / sigma;
        return Math.log(Math.exp(-distance * distance / 2) / (sigma * Math.sqrt(2 * Math.PI)));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SOFTMAX")
    void isTheSumOfTheFormula(OutputKind kind) {
        double weight = kind == OutputKind.CROSS_ENTROPY ? 1 : 2.5;
        float[] z = drawn(1, -6, 6);
        float[] x = drawn(2, 0, 1);
        double[] found = new double[ROWS];
        of(new OutputGroup(kind, 0, COLUMNS, weight)).of(z.clone(), x, null, ROWS, found);
        assertThat(found).containsExactly(sums((a, b) -> formula(kind, weight, a, b), z, x), within(2e-4));
    }

    @Test
    void softmaxIsTheLogarithmOfTheProbability() {
        float[] z = {1, 2, 3, -4, 0, 4};
        float[] x = {0, 1, 0, 1, 0, 0};
        double[] found = new double[2];
        of(new OutputGroup(OutputKind.SOFTMAX, 0, 3, 1)).of(z.clone(), x, null, 2, found);
        double first = Math.exp(2) / (Math.exp(1) + Math.exp(2) + Math.exp(3));
        double second = Math.exp(-4) / (Math.exp(-4) + Math.exp(0) + Math.exp(4));
        assertThat(found).containsExactly(new double[] {Math.log(first), Math.log(second)}, within(1e-6));
    }

    @Test
    void groupsAddUp() {
        var likelihood = new LogLikelihood(List.of(
                new OutputGroup(OutputKind.SQUARED, 0, 1, 4),
                new OutputGroup(OutputKind.SOFTMAX, 1, 3, 1),
                new OutputGroup(OutputKind.ABSOLUTE, 3, 4, 1)));
        double[] found = new double[2];
        float[] z = {1, 0, 1, 2, 3, 0, 0, 1};
        float[] x = {0.5f, 1, 0, 0, 3, 0, 1, 1};
        likelihood.of(z, x, null, 2, found);
        double first = normal(0.5, 1, 0.5) + Math.log(1 / (1 + Math.E)) + Math.log(Math.exp(-2) / 2);
        double second = normal(3, 3, 0.5) + Math.log(0.5) + Math.log(0.5);
        assertThat(found).containsExactly(new double[] {first, second}, within(1e-6));
    }

    @Test
    void numbersThatDoNotCountAreLeftOut() {
        float[] z = drawn(3, -3, 3);
        float[] x = drawn(4, -3, 3);
        float[] counted = new float[ROWS * COLUMNS];
        for (int i = 0; i < counted.length; i++) {
            counted[i] = i % 3 == 0 ? 0 : 1;
        }
        double[] found = new double[ROWS];
        of(new OutputGroup(OutputKind.SQUARED, 0, COLUMNS, 1)).of(z.clone(), x, counted, ROWS, found);
        double[] expected = new double[ROWS];
        for (int i = 0; i < z.length; i++) {
            expected[i / COLUMNS] += counted[i] * normal(x[i], z[i], 1);
        }
        assertThat(found).containsExactly(expected, within(2e-5));
    }

    @ParameterizedTest
    @CsvSource({
        "1e4, 1, 0",
        "-1e4, 0, 0",
        "1e4, 0, -1e4",
        "-1e4, 1, -1e4",
        "50, 1, 0",
        "-50, 1, -50",
        "1e30, 0, -1e30",
        "20, 0, -20"
    })
    void aCertainBernoulliIsExact(float z, float x, double expected) {
        double[] found = new double[1];
        of(new OutputGroup(OutputKind.CROSS_ENTROPY, 0, 1, 1)).of(new float[] {z}, new float[] {x}, null, 1, found);
        assertThat(found[0]).isCloseTo(expected, within(1e-6 + 1e-7 * Math.abs(expected)));
    }

    private static LogLikelihood of(OutputGroup group) {
        return new LogLikelihood(List.of(group));
    }

    private static double[] sums(DoubleBinaryOperator formula, float[] z, float[] x) {
        double[] sums = new double[ROWS];
        for (int i = 0; i < z.length; i++) {
            sums[i / COLUMNS] += formula.applyAsDouble(z[i], x[i]);
        }
        return sums;
    }

    private static float[] drawn(long seed, double from, double to) {
        var random = new SplittableRandom(seed);
        float[] values = new float[ROWS * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(from, to);
        }
        return values;
    }
}
