package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.ae4j.InvalidSpecException;
import org.junit.jupiter.api.Test;

class PlainCodeTest {
    @Test
    void passesCodesAndGradientsOn() {
        var function = new PlainCode(2);
        double[] code = new double[4];
        double[] gradient = new double[4];
        assertThat(function.forward(new double[] {1, 2, 3, 4}, 2, code, CodeGradients.step(0)))
                .isZero();
        function.backward(new double[] {5, 6, 7, 8}, gradient);
        assertThat(code).containsExactly(1, 2, 3, 4);
        assertThat(gradient).containsExactly(5, 6, 7, 8);
        assertThat(function.state()).isEmpty();
    }

    @Test
    void refusesACodeOfNothing() {
        assertThatThrownBy(() -> new PlainCode(0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a code needs at least 1 number, found 0");
    }
}
