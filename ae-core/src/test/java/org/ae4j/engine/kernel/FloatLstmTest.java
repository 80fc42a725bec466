package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FloatLstm} against {@link DoubleLstm}: all ways to call them, rows that fill chunks and rows that do not. */
class FloatLstmTest {
    private static final int STEPS = 2;

    /** What a call depends on; {@code width} numbers are between rows of the output. */
    record Call(int units, int rows, int width, boolean hasBefore, boolean isRepeated, boolean isInPlace) {}

    static Stream<Call> calls() {
        return Stream.of(new int[] {1, 3, 1}, new int[] {7, 200, 14}, new int[] {700, 3, 700})
                .flatMap(shape -> IntStream.range(0, 8)
                        .mapToObj(i -> new Call(shape[0], shape[1], shape[2], i % 2 > 0, i / 2 % 2 > 0, i / 4 > 0)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isThatOfTheFormulas(Call call) {
        double[] found = run(call, FloatDevice.fastest());
        double[] expected = run(call, new DoubleDevice());
        double away = 0;
        double length = 0;
        for (int i = 0; i < found.length; i++) {
            away += (found[i] - expected[i]) * (found[i] - expected[i]);
            length += expected[i] * expected[i];
        }
        assertThat(Math.sqrt(away / length)).isLessThan(1e-6);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 5", "64, 64", "700, 30", "2, 10000"})
    void turnsMatrices(int rows, int columns) {
        assertThat(turned(FloatDevice.fastest(), rows, columns)).isEqualTo(turned(new DoubleDevice(), rows, columns));
    }

    private static double[] turned(Device device, int rows, int columns) {
        Memory from = numbers(device, new Random(1), (long) rows * columns + 3);
        Memory to = device.allocate((long) rows * columns + 2);
        device.kernels(columns, rows).lstm().turn(from, 3, rows, columns, to, 2);
        return read(to).toArray();
    }

    /** Everything that a forward and a backward of one step leave. */
    private static double[] run(Call call, Device device) {
        var random = new Random(1);
        int step = call.rows * call.units;
        long gate = (long) STEPS * step;
        Memory gates = numbers(device, random, 4 * gate);
        var memory = new LstmMemory(
                call.units,
                gate,
                gates,
                numbers(device, random, gate),
                numbers(device, random, gate),
                call.isInPlace ? gates : numbers(device, random, 4 * gate),
                numbers(device, random, step),
                numbers(device, random, 4L * step),
                numbers(device, random, 4L * step),
                step);
        Memory bias = numbers(device, random, 4L * call.units);
        Memory output = numbers(device, random, (long) call.rows * call.width + 5);
        Memory d = numbers(device, random, (long) call.rows * call.width + 5);
        long before = call.hasBefore ? 0 : -1;
        LstmKernels kernels = device.kernels(call.units, call.rows).lstm();
        kernels.forward(memory, step, before, 0, call.rows, call.isRepeated ? null : bias, 0, output, 5, call.width);
        kernels.backward(memory, step, before, 0, call.rows, !call.hasBefore, d, 5, call.width);
        return Stream.of(
                        memory.gates(),
                        memory.cells(),
                        memory.squashed(),
                        memory.gateGradients(),
                        memory.cellGradients(),
                        memory.repeatedGradients(),
                        output)
                .flatMapToDouble(FloatLstmTest::read)
                .toArray();
    }

    private static java.util.stream.DoubleStream read(Memory memory) {
        double[] values = new double[(int) memory.length()];
        memory.read(0, values, 0, values.length);
        return java.util.Arrays.stream(values);
    }

    private static Memory numbers(Device device, Random random, long count) {
        Memory memory = device.allocate(count);
        double[] values = new double[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        memory.write(0, values, 0, values.length);
        return memory;
    }
}
