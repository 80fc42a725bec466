package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every code function. */
class CodeFunctionTest {
    static Stream<String> functions() {
        return Stream.of("plain 6", "kSparse 6 2", "variational 6 0.5 0.0");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsTextSaysAll(String text) {
        assertThat(CodeFunction.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void touchesNothingBeyondTheRowsItIsAskedFor(String text) {
        for (int rows : new int[] {5, 1, 3}) {
            CodeFunction function = CodeFunction.parse(text);
            double[] given = CodeGradients.normal(7 * function.inputs(), 3);
            double[] code = marked(7 * function.outputs());
            double[] used = marked(7 * function.outputs());
            double[] gradient = marked(7 * function.inputs());
            function.forward(given, rows, code, CodeGradients.step(1));
            function.use(given, rows, used);
            function.backward(code, gradient);
            assertWritten(code, rows * function.outputs());
            assertWritten(used, rows * function.outputs());
            assertWritten(gradient, rows * function.inputs());
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void aSmallerBatchAfterALargerOneIsLikeAFirst(String text) {
        CodeFunction fresh = CodeFunction.parse(text);
        CodeFunction function = CodeFunction.parse(text);
        double[] given = CodeGradients.normal(5 * function.inputs(), 3);
        function.forward(given, 5, new double[5 * function.outputs()], CodeGradients.step(1));
        double[] first = new double[2 * function.outputs()];
        double[] later = new double[2 * function.outputs()];
        double cost = fresh.forward(given, 2, first, CodeGradients.step(1));
        assertThat(function.forward(given, 2, later, CodeGradients.step(1))).isEqualTo(cost);
        assertThat(later).isEqualTo(first);
    }

    @Test
    void refusesTextThatIsNoFunction() {
        for (String text : new String[] {"", "dense 3", "plain", "kSparse 6 two", "variational 6 1.0"}) {
            assertThatThrownBy(() -> CodeFunction.parse(text))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("a code function is 'plain SIZE', 'kSparse SIZE ACTIVE' or 'variational SIZE BETA"
                            + " WARM_UP_EPOCHS', found '" + text + "'");
        }
    }

    private static double[] marked(int length) {
        double[] array = new double[length];
        Arrays.fill(array, Double.NaN);
        return array;
    }

    private static void assertWritten(double[] array, int count) {
        assertThat(Arrays.copyOf(array, count)).doesNotContain(Double.NaN);
        assertThat(Arrays.copyOfRange(array, count, array.length)).containsOnly(Double.NaN);
    }
}
