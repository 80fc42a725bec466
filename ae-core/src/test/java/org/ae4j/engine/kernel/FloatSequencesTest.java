package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.ae4j.engine.program.SequenceStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FloatSequences} against {@link DoubleSequences}: rows shorter and longer than what goes to the heap together. */
class FloatSequencesTest {
    /** Sequences of a batch, and the rows of a member's share of it. */
    record Shape(int features, int length, int told, int batchRows, int from, int rows) {}

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape(1, 1, 0, 1, 0, 1),
                new Shape(3, 4, 2, 9, 2, 5),
                new Shape(8, 64, 0, 70, 0, 70),
                new Shape(2, 10_000, 1, 3, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isThatOfTheDefinition(Shape shape) {
        assertThat(run(shape, FloatDevice.plainJava())).isEqualTo(run(shape, new DoubleDevice()));
    }

    @Test
    void rowEndsBeforeItsFirstMissingStepAndHasOneAtLeast() {
        var stage = new SequenceStage.FromRows(2, 3, 0);
        var last = new SequenceStage.LastStep(2, 3, true);
        float nan = Float.NaN;
        float[] rows = {
            1,
            2,
            3,
            4,
            5,
            6, // all
            1,
            nan,
            3,
            4,
            nan,
            nan, // one number is missing, and the last step
            1,
            2,
            nan,
            4,
            5,
            6, // what stands behind the end is nobody's
            nan,
            nan,
            nan,
            nan,
            nan,
            nan // empty
        };
        for (Device device : new Device[] {FloatDevice.plainJava(), new DoubleDevice()}) {
            Memory in = memory(device, rows);
            Memory steps = device.allocate(24);
            Memory ends = device.allocate(8);
            int[] lengths = new int[4];
            SequenceKernels kernels = device.kernels(6, 4).sequences();
            kernels.fromRows(stage, in, steps, 4, 0, 4, lengths);
            kernels.lastStep(last, steps, ends, 4, 0, 4, lengths);
            assertThat(lengths).containsExactly(3, 2, 1, 0);
            assertThat(read(ends)).containsExactly(5, 6, 3, 4, 1, 2, 0, 0);
        }
    }

    /** What all methods leave, one after the other. */
    private static float[] run(Shape shape, Device device) {
        var fromRows = new SequenceStage.FromRows(shape.features, shape.length, shape.told);
        var toRows = new SequenceStage.ToRows(shape.features, shape.length);
        var last = new SequenceStage.LastStep(fromRows.outputs(), shape.length, true);
        int rows = shape.batchRows;
        int width = fromRows.outputs();
        Memory in = memory(device, ended(shape, numbers(rows * fromRows.inputs(), 1)));
        Memory steps = memory(device, numbers(rows * shape.length * width, 2));
        Memory before = memory(device, numbers(rows * fromRows.inputs(), 3));
        Memory ends = memory(device, numbers(rows * width, 4));
        Memory plain = memory(device, numbers(rows * toRows.outputs(), 5));
        Memory turned = memory(device, numbers(rows * toRows.outputs(), 6));
        int[] lengths = new int[rows];
        Kernels all = device.kernels(fromRows.inputs(), rows);
        SequenceKernels kernels = all.sequences();
        kernels.fromRows(fromRows, in, steps, rows, shape.from, shape.rows, lengths);
        float[] sequences = read(steps);
        kernels.lastStep(last, steps, ends, rows, shape.from, shape.rows, lengths);
        kernels.lastStepGradient(last, ends, steps, rows, shape.from, shape.rows, lengths);
        kernels.fromRowsGradient(fromRows, in, steps, before, rows, shape.from, shape.rows);
        kernels.toRows(toRows, plain, turned, rows, shape.from, shape.rows);
        float[] gathered = read(turned);
        kernels.toRowsGradient(toRows, turned, plain, rows, shape.from, shape.rows);
        all.grids().clear(turned, 1, rows * toRows.outputs() - 1);
        return joined(sequences, read(ends), read(steps), read(before), gathered, read(plain), read(turned));
    }

    private static float[] ended(Shape shape, float[] rows) {
        int width = rows.length / shape.batchRows;
        for (int i = 0; i < shape.batchRows; i++) {
            int steps = 1 + (i * 7) % shape.length;
            Arrays.fill(rows, i * width + steps * shape.features, i * width + shape.length * shape.features, Float.NaN);
        }
        return rows;
    }

    private static float[] numbers(int count, long seed) {
        var random = new Random(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextInt(9) - 4; // small whole numbers: sums are exact
        }
        return values;
    }

    private static Memory memory(Device device, float[] values) {
        Memory memory = device.allocate(values.length);
        memory.write(0, values, 0, values.length);
        return memory;
    }

    private static float[] read(Memory memory) {
        float[] values = new float[(int) memory.length()];
        memory.read(0, values, 0, values.length);
        return values;
    }

    private static float[] joined(float[]... parts) {
        int length = Stream.of(parts).mapToInt(part -> part.length).sum();
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
