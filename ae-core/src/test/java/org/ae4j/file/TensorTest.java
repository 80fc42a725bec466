package org.ae4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ae4j.ModelFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
    @Test
    void keepsCopiesAndGivesCopies() {
        long[] shape = {2, 1};
        float[] values = {1, 2};
        Tensor tensor = Tensor.of("0/W", shape, values);
        shape[0] = 9;
        values[0] = 9;
        tensor.shape()[0] = 8;
        tensor.values()[0] = 8;
        assertThat(tensor.name()).isEqualTo("0/W");
        assertThat(tensor.shape()).containsExactly(2, 1);
        assertThat(tensor.values()).containsExactly(1, 2);
    }

    @Test
    void otherNumberOfValuesThanTheShapeIsRefused() {
        assertThatThrownBy(() -> Tensor.of("0/W", new long[] {2, 3}, 1, 2, 3, 4, 5))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("tensor '0/W' of shape [2, 3] needs 6 values, found 5");
    }

    @Test
    void emptyShapeNeedsOneValue() {
        assertThatThrownBy(() -> Tensor.of("0/W", new long[0]))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("tensor '0/W' of shape [] needs 1 values, found 0");
    }

    @Test
    void valueThatIsNotFiniteIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Tensor.of("0/W", new long[] {3}, 0, 1, Float.NEGATIVE_INFINITY))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("tensor '0/W' holds -Infinity at index 2, every value must be finite");
    }

    @Test
    void negativeDimensionIsRefused() {
        assertThatThrownBy(() -> Tensor.of("0/W", new long[] {-1, -2}, 0, 1))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "tensor '0/W' has shape [-1, -2], expected dimensions of 0 or more with a product of at most "
                                + "2147483639");
    }

    @Test
    void productBeyondTheRangeOfALongIsRefused() {
        long half = 1L << 32;
        assertThatThrownBy(() -> Tensor.of("0/W", new long[] {half, half}))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("tensor '0/W' has shape [4294967296, 4294967296], "
                        + "expected dimensions of 0 or more with a product of at most 2147483639");
    }

    @Test
    void nameWithoutALayerIsRefused() {
        assertThatThrownBy(() -> Tensor.of("W", new long[0], 1))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("a tensor is named 'W', expected layer/parameter: at most 1000 characters, "
                        + "no control characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/W", "0/", "__metadata__", "0/W\n", "0/\u001b[31m", "0/\ud800"})
    void nameThatIsNoLayerAndParameterIsRefused(String name) {
        assertThatThrownBy(() -> Tensor.of(name, new long[0], 1))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith("a tensor is named '")
                .message()
                .doesNotContain("\n", "\u001b");
    }
}
