package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.ae4j.engine.program.Convolution;
import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Grid;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.engine.program.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FewFiltersConvolver} against {@link PatchConvolver} in doubles. */
class FewFiltersConvolverTest {
    private static final int FIRST = 1;
    private static final int ROWS = 40;

    static Stream<Filtering> stages() {
        return Stream.of(
                stage(new Window(new Grid(16, 28, 28), 3, 3, 1, 1, 1, 1, 28, 28), 1),
                stage(new Window(new Grid(9, 7, 5), 3, 2, 1, 1, 0, 0, 5, 4), 3),
                stage(new Window(new Grid(8, 6, 7), 3, 3, 2, 1, 1, 1, 3, 7), 1),
                stage(new Window(new Grid(11, 5, 6), 5, 4, 1, 3, 2, 1, 5, 2), 1),
                stage(new Window(new Grid(17, 11, 1), 4, 1, 1, 1, 2, 0, 12, 1), 2));
    }

    private static Filtering stage(Window window, int across) {
        return new Convolution(window, across, 4, -1, Nonlinearity.IDENTITY);
    }

    @ParameterizedTest
    @MethodSource("stages")
    void productsAreThoseOfPatches(Filtering stage) {
        assertThat(FewFiltersConvolver.suits(stage)).isTrue();
        double[][] found = run(stage, FloatDevice.plainJava(), true);
        double[][] expected = run(stage, new DoubleDevice(), false);
        for (int i = 0; i < found.length; i++) {
            assertThat(distance(found[i], expected[i])).isLessThan(2e-6);
        }
    }

    /** Places, the gradient of the weights from rows in two pieces, and the gradient of the grid. */
    private static double[][] run(Filtering stage, Device device, boolean few) {
        var random = new Random(3);
        Window window = stage.window();
        int places = window.places() * stage.across();
        Kernels kernels = device.kernels(stage.window().over().channels(), ROWS);
        Memory weights = numbers(device, random, 4 + stage.count());
        Memory grid = numbers(device, random, (FIRST + ROWS) * window.over().size());
        Memory d = numbers(device, random, (FIRST + ROWS) * places);
        Memory y = device.allocate(d.length());
        Memory before = device.allocate(grid.length());
        Memory gradient = device.allocate(weights.length());
        var patches = new PatchConvolver(stage, kernels, device::allocate);
        Convolver convolver = few ? new FewFiltersConvolver(stage, kernels, device::allocate, patches) : patches;
        convolver.weights(weights, false);
        convolver.toPixels(grid, y, FIRST, ROWS);
        convolver.toGrid(d, before, FIRST, ROWS);
        convolver.clearGradient();
        convolver.addGradient(grid, d, FIRST, 7);
        convolver.addGradient(grid, d, FIRST + 7, ROWS - 7);
        convolver.readGradient(gradient, stage.weights());
        return new double[][] {read(y), read(before), read(gradient)};
    }

    private static double distance(double[] found, double[] expected) {
        double away = 0;
        double length = 0;
        for (int i = 0; i < found.length; i++) {
            away += (found[i] - expected[i]) * (found[i] - expected[i]);
            length += expected[i] * expected[i];
        }
        return Math.sqrt(away / length);
    }

    private static Memory numbers(Device device, Random random, int count) {
        Memory memory = device.allocate(count);
        double[] values = random.doubles(count, -1, 1).map(x -> (float) x).toArray();
        memory.write(0, values, 0, count);
        return memory;
    }

    private static double[] read(Memory memory) {
        double[] values = new double[(int) memory.length()];
        memory.read(0, values, 0, values.length);
        return values;
    }
}
