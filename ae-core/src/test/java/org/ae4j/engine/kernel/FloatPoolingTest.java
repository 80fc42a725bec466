package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.ae4j.engine.program.Grid;
import org.ae4j.engine.program.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FloatPooling} against {@link DoubleGrids}: windows beside each other, over each other and beyond the margin. */
class FloatPoolingTest {
    private static final int ROWS = 3;
    private static final int FIRST = 1;

    static Stream<Window> windows() {
        return Stream.of(
                new Window(new Grid(16, 8, 6), 2, 2, 2, 2, 0, 0, 4, 3),
                new Window(new Grid(16, 7, 9), 3, 3, 2, 2, 1, 1, 4, 5),
                new Window(new Grid(1, 7, 9), 3, 2, 1, 2, 1, 0, 7, 5),
                new Window(new Grid(5, 1, 1), 2, 2, 2, 2, 0, 0, 1, 1),
                new Window(new Grid(3, 11, 1), 4, 1, 3, 1, 0, 0, 4, 1));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void largestNumbersAndTheirGradientsAreThoseOfTheFormulas(Window window) {
        double[][] found = run(window, FloatDevice.fastest());
        double[][] expected = run(window, new DoubleDevice());
        assertThat(found[0]).isEqualTo(expected[0]);
        assertThat(found[1]).isEqualTo(expected[1]);
    }

    /** Whole numbers, of which many are equal and most below 0: what is found first counts, and nothing outside. */
    private static double[][] run(Window window, Device device) {
        var random = new Random(7);
        int inputs = window.over().size();
        int outputs = window.places() * window.over().channels();
        Memory x = numbers(device, random, (FIRST + ROWS) * inputs);
        Memory d = numbers(device, random, (FIRST + ROWS) * outputs);
        Memory y = device.allocate(d.length());
        Memory places = device.allocate(d.length());
        Memory before = device.allocate(x.length());
        GridKernels grids = device.kernels(window.over().channels(), ROWS).grids();
        grids.largest(window, x, FIRST, ROWS, y, places);
        grids.scatterLargest(window, d, places, FIRST, ROWS, before);
        return new double[][] {read(y), read(before)};
    }

    private static Memory numbers(Device device, Random random, int count) {
        Memory memory = device.allocate(count);
        double[] values = random.ints(count, -5, 2).asDoubleStream().toArray();
        memory.write(0, values, 0, count);
        return memory;
    }

    private static double[] read(Memory memory) {
        double[] values = new double[(int) memory.length()];
        memory.read(0, values, 0, values.length);
        return values;
    }
}
