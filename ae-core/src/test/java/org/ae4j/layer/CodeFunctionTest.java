package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every code function. */
class CodeFunctionTest {
    private static final String BOOK = "vectorQuantized 3 4 2 0.5 -1.0 2.0 0.0 1.0E-9 3.0 -2.0 0.125";
    private static final String FORMS = "a code function is 'plain SIZE', 'kSparse SIZE ACTIVE', 'variational SIZE BETA"
            + " WARM_UP_EPOCHS' or 'vectorQuantized VECTORS CODES DIMENSIONS' and its codebook's numbers, if there are any;"
            + " found '%s'";

    static Stream<String> functions() {
        return Stream.of("plain 6", "kSparse 6 2", "variational 6 0.5 0.0", "vectorQuantized 3 5 2", BOOK);
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
    @ValueSource(strings = {"plain 6", "kSparse 6 2", "variational 6 0.5 0.0", BOOK})
    void aSmallerBatchAfterALargerOneIsLikeAFirst(String text) {
        CodeFunction function = CodeFunction.parse(text);
        double[] given = CodeGradients.normal(5 * function.inputs(), 3);
        double[] first = new double[2 * function.outputs()];
        double[] later = new double[2 * function.outputs()];
        function.forward(given, 5, new double[5 * function.outputs()], CodeGradients.step(1));
        CodeFunction fresh = CodeFunction.parse(function.text());
        double cost = fresh.forward(given, 2, first, CodeGradients.step(1));
        assertThat(function.forward(given, 2, later, CodeGradients.step(1))).isCloseTo(cost, within(1e-5));
        assertThat(later).containsExactly(first, within(1e-6));
    }

    @Test
    void refusesTextThatIsNoFunction() {
        for (String text :
                List.of("", "dense 3", "plain", "kSparse 6 two", "variational 6 1.0", "vectorQuantized 1 2")) {
            assertThatThrownBy(() -> CodeFunction.parse(text))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage(FORMS.formatted(text));
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
