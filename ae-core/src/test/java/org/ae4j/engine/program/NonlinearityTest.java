package org.ae4j.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.ae4j.layer.StableActivation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NonlinearityTest {
    /** From −9 to 9 and far out, off the kinks at 0, ±1, ±2.5 and 6. */
    private static final double[] POINTS = points();

    @Test
    void knowsEveryActivationThatHiddenLayersMayHave() {
        Set<Activation> unknown = Arrays.stream(Activation.values())
                .filter(a -> Nonlinearity.of(StableActivation.of(a)).isEmpty())
                .collect(Collectors.toSet());
        assertThat(unknown).containsExactlyInAnyOrder(Activation.RRELU, Activation.SOFTMAX);
    }

    @Test
    void refusesAnotherSlopeThanTheDefault() {
        assertThat(Nonlinearity.of(new ActivationLReLU(0.3))).isEmpty();
        assertThat(Nonlinearity.of(new ActivationLReLU(0.01))).contains(Nonlinearity.LEAKYRELU);
    }

    @ParameterizedTest
    @EnumSource(Nonlinearity.class)
    void valueIsDl4js(Nonlinearity f) {
        double[] expected = dl4j(f).getActivation(Nd4j.createFromArray(POINTS).reshape(1, POINTS.length), false)
                .toDoubleVector();
        double[] found = Arrays.stream(POINTS).map(f::value).toArray();
        assertClose(f, found, expected);
    }

    @ParameterizedTest
    @EnumSource(Nonlinearity.class)
    void slopeIsDl4js(Nonlinearity f) {
        INDArray z = Nd4j.createFromArray(POINTS).reshape(1, POINTS.length);
        INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, POINTS.length);
        double[] expected = dl4j(f).backprop(z, ones).getFirst().toDoubleVector();
        double[] found = Arrays.stream(POINTS).map(f::slope).toArray();
        assertClose(f, found, expected);
    }

    @ParameterizedTest
    @EnumSource(Nonlinearity.class)
    void slopeIsThatOfTheValue(Nonlinearity f) {
        for (double z : POINTS) {
            if (Math.abs(z) < 10) {
                double numeric = (f.value(z + 1e-6) - f.value(z - 1e-6)) / 2e-6;
                assertThat(f.slope(z))
                        .as("slope at %s", z)
                        .isCloseTo(numeric, within(1e-9 * Math.max(1, Math.abs(f.value(z)))));
            }
        }
    }

    private static void assertClose(Nonlinearity f, double[] found, double[] expected) {
        for (int i = 0; i < POINTS.length; i++) {
            assertThat(found[i])
                    .as("at %s", POINTS[i])
                    .isCloseTo(expected[i], within(precision(f) * Math.max(1, Math.abs(expected[i]))));
        }
    }

    /** DL4J's library holds the constants of three of them, such as 0.2, in single precision. */
    private static double precision(Nonlinearity f) {
        return switch (f) {
            case LEAKYRELU, HARDSIGMOID, RATIONALTANH -> 0x1p-24;
            default -> 1e-12;
        };
    }

    private static IActivation dl4j(Nonlinearity f) {
        return StableActivation.of(Activation.valueOf(f.name()));
    }

    private static double[] points() {
        double[] points = new double[185];
        for (int i = 0; i < 181; i++) {
            points[i] = -9.017 + 0.1 * i;
        }
        System.arraycopy(new double[] {-90, -30, 30, 90}, 0, points, 181, 4);
        return points;
    }
}
