package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;

class KSparseCodeTest {
    @Test
    void keepsTheLargestOfEachRow() {
        double[] given = {3, -1, 2, 0.5, -4, -3, -2, -1};
        assertThat(code(new KSparseCode(4, 2), given)).containsExactly(3, 0, 2, 0, 0, 0, -2, -1);
    }

    @Test
    void keepsExactlyAsManyAsAskedWhereNumbersAreEqual() {
        var function = new KSparseCode(5, 3);
        double[] given = {1, 2, 1, 1, 1, 0, 0, 0, 0, 0};
        assertThat(code(function, given)).containsExactly(1, 2, 1, 0, 0, 0, 0, 0, 0, 0);
        double[] gradient = new double[10];
        double[] ones = new double[10];
        Arrays.fill(ones, 1);
        function.backward(ones, gradient);
        assertThat(gradient).containsExactly(1, 1, 1, 0, 0, 1, 1, 1, 0, 0);
    }

    @Test
    void keepsAsManyOfRandomRowsAndTheSameInUse() {
        var function = new KSparseCode(64, 8);
        double[] given = CodeGradients.normal(50 * 64, 1);
        double[] code = code(function, given);
        double[] used = new double[code.length];
        function.use(given, 50, used);
        assertThat(used).isEqualTo(code);
        for (int i = 0; i < 50; i++) {
            double[] row = Arrays.copyOfRange(code, i * 64, (i + 1) * 64);
            double[] sorted = Arrays.copyOfRange(given, i * 64, (i + 1) * 64);
            Arrays.sort(sorted);
            assertThat(Arrays.stream(row).filter(v -> v != 0).sorted())
                    .containsExactly(Arrays.stream(sorted).skip(56).boxed().toArray(Double[]::new));
        }
    }

    @Test
    void doesNotHideNotANumber() {
        assertThat(code(new KSparseCode(3, 1), new double[] {1, Double.NaN, 2})).containsExactly(0, Double.NaN, 0);
    }

    @Test
    void gradientIsThatOfTheCode() {
        double[] given = CodeGradients.normal(7 * 9, 2);
        assertThat(CodeGradients.relativeError(new KSparseCode(9, 4), given, 7, 0))
                .isLessThan(1e-8);
        assertThat(CodeGradients.relativeError(new KSparseCode(9, 9), given, 7, 0))
                .isLessThan(1e-8);
    }

    @Test
    void refusesToKeepNoneOrMoreThanThereAre() {
        for (int active : new int[] {0, 5}) {
            assertThatThrownBy(() -> new KSparseCode(4, active))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("a k-sparse code keeps 1 to 4 numbers, found " + active);
        }
    }

    private static double[] code(KSparseCode function, double[] given) {
        double[] code = new double[given.length];
        function.forward(given, given.length / function.inputs(), code, CodeGradients.step(0));
        return code;
    }
}
