package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.engine.program.Normalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FloatNormalization} against {@link DoubleNormalization}: columns and rows that fill chunks and that do not. */
class NormalizationKernelsTest {
    private static final double DECAY = 0.9;
    private static final double EPSILON = 1e-5;
    /** Where the rows lie in their memories. */
    private static final int AT = 3;

    /** @param pieces of the rows, whose moments are merged */
    record Shape(int width, int... pieces) {
        int rows() {
            return IntStream.of(pieces).sum();
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape(1, 5000, 1),
                new Shape(3, 2, 1, 0, 700),
                new Shape(16, 64, 1000, 7),
                new Shape(33, 200),
                new Shape(1500, 3, 4));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void singlePrecisionComputesTheFormulas(Shape shape) {
        for (Nonlinearity f : List.of(Nonlinearity.IDENTITY, Nonlinearity.RELU, Nonlinearity.SWISH)) {
            assertOfBatchAreAlike(shape, f, 0);
            assertRunningAreAlike(shape, f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyActivationIsApplied(Nonlinearity f) {
        assertOfBatchAreAlike(new Shape(5, 300, 61), f, 0);
        assertRunningAreAlike(new Shape(5, 300, 61), f);
    }

    /** Rounding x alone costs 100 · 2⁻²⁴; sums of the numbers' own squares would cost 100 times more. */
    @Test
    void meansFarFromZeroDoNotCancel() {
        assertOfBatchAreAlike(new Shape(7, 2000, 333), Nonlinearity.TANH, 100);
    }

    private static void assertOfBatchAreAlike(Shape shape, Nonlinearity f, double mean) {
        double[][] found = run(shape, f, mean, FloatDevice.fastest());
        assertAreAlike(found, run(shape, f, mean, new DoubleDevice()), mean == 0 ? 4e-6 : 2e-5);
    }

    private static void assertRunningAreAlike(Shape shape, Nonlinearity f) {
        double[][] found = running(shape, f, FloatDevice.fastest());
        assertAreAlike(found, running(shape, f, new DoubleDevice()), 4e-6);
    }

    private static void assertAreAlike(double[][] found, double[][] expected, double most) {
        for (int i = 0; i < found.length; i++) {
            assertThat(distance(found[i], expected[i])).as("result %d", i).isLessThan(most);
        }
    }

    private static double distance(double[] found, double[] expected) {
        double away = IntStream.range(0, found.length)
                .mapToDouble(i -> found[i] - expected[i])
                .map(x -> x * x)
                .sum();
        return Math.sqrt(
                away / Math.max(1e-30, DoubleStream.of(expected).map(x -> x * x).sum()));
    }

    /** y, d and what the parameters get. */
    private static double[][] run(Shape shape, Nonlinearity f, double mean, Device device) {
        var random = new Random(shape.width() + 31 * f.ordinal());
        int width = shape.width();
        int rows = shape.rows();
        var stage = new Normalization(width, 1, 2, DECAY, EPSILON, f);
        Memory x = numbers(device, random, rows * width + AT, mean);
        Memory d = numbers(device, random, rows * width + AT, 0);
        Memory parameters = positive(device, random, 4 * width + 2);
        Memory gradients = device.allocate(4L * width + 2);
        Memory slopes = device.allocate(x.length());
        Memory y = device.allocate(x.length());
        Memory moments = device.allocate(2L * width + 1);
        NormalizationKernels kernels = device.kernels(width, rows).normalization();
        moments(shape, kernels, device, x, moments);
        kernels.statistics(stage, moments, 1, rows, parameters, gradients);
        kernels.normalize(stage, x, moments, 1, parameters, y, slopes, AT, rows);
        int first = rows / 3;
        int rest = rows - first;
        kernels.gradientSums(stage, d, x, moments, 1, y, slopes, AT, first, gradients, stage.gamma());
        long next = AT + (long) first * width;
        kernels.gradientSums(stage, d, x, moments, 1, y, slopes, next, rest, gradients, stage.gamma());
        kernels.gradient(stage, d, x, moments, 1, parameters, gradients, stage.gamma(), rows, AT, rows);
        return new double[][] {read(y), read(d), read(gradients)};
    }

    /** By running statistics: y, d, and y in place of x. */
    private static double[][] running(Shape shape, Nonlinearity f, Device device) {
        var random = new Random(shape.width() + 31 * f.ordinal());
        int width = shape.width();
        int rows = shape.rows();
        var stage = new Normalization(width, 1, 2, DECAY, EPSILON, f);
        Memory x = numbers(device, random, rows * width + AT, 0);
        Memory d = numbers(device, random, rows * width + AT, 0);
        Memory parameters = positive(device, random, 4 * width + 2);
        Memory slopes = device.allocate(x.length());
        Memory y = device.allocate(x.length());
        NormalizationKernels kernels = device.kernels(width, rows).normalization();
        kernels.running(stage, x, parameters, y, slopes, AT, rows);
        kernels.runningGradient(stage, d, parameters, y, slopes, AT, rows);
        kernels.running(stage, x, parameters, x, null, AT, rows);
        return new double[][] {read(y), read(d), read(x)};
    }

    /** Of each piece in two calls, merged in their order. */
    private static void moments(Shape shape, NormalizationKernels kernels, Device device, Memory x, Memory moments) {
        int width = shape.width();
        int before = 0;
        for (int piece : shape.pieces()) {
            Memory own = device.allocate(2L * width);
            int first = piece / 2;
            long at = AT + (long) before * width;
            kernels.addMoments(width, x, at, first, own, 0, 0);
            kernels.addMoments(width, x, at + (long) first * width, piece - first, own, 0, first);
            kernels.mergeMoments(width, moments, 1, before, own, 0, piece);
            before += piece;
        }
    }

    private static Memory numbers(Device device, Random random, int count, double mean) {
        return memory(
                device,
                random.doubles(count).map(u -> (float) (mean + 4 * u - 2)).toArray());
    }

    private static Memory positive(Device device, Random random, int count) {
        return memory(
                device, random.doubles(count, 0.5, 1.5).map(u -> (float) u).toArray());
    }

    private static Memory memory(Device device, double[] values) {
        Memory memory = device.allocate(values.length);
        memory.write(0, values, 0, values.length);
        return memory;
    }

    private static double[] read(Memory memory) {
        double[] values = new double[(int) memory.length()];
        memory.read(0, values, 0, values.length);
        return values;
    }
}
