package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FloatUpdateTest {
    private static final int COUNT = 2000;
    private static final int STEPS = 500;

    /** 1e-5 at a learning rate of 2e-3: too little to change a weight in one step by itself. */
    @Test
    void decaysFarBelowTheResolutionOfAWeightAddUp() {
        double decay = 2e-8;
        double shrunk = meanAfterSteps(0) - meanAfterSteps(decay);
        assertThat(shrunk).isCloseTo(STEPS * decay, within(0.2 * STEPS * decay));
    }

    /** 1 − 0.999f is 1.3e-5 off, relatively; Adam's second moment must not be. */
    @Test
    void sharesOfRunningMeansAreThoseOfDoubles() {
        var rule = new UpdateRule(UpdateRule.Kind.ADAM, 1e-3, 0.9, 0.999, 0, Double.POSITIVE_INFINITY, 0, 0, 0, 0);
        float[] fast = firstStep(FloatDevice.plainJava(), rule);
        float[] exact = firstStep(new DoubleDevice(), rule);
        for (int i = 0; i < fast.length; i++) {
            assertThat(fast[i]).isCloseTo(exact[i], within(1e-6f * Math.abs(exact[i])));
        }
    }

    private static float[] firstStep(Device device, UpdateRule rule) {
        float[] change = new float[64];
        float[] gradient = new float[change.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = 0.01f * (i + 1);
        }
        try (Memory parameters = device.allocate(change.length);
                Memory gradients = device.allocate(change.length);
                Memory state = device.allocateState(2L * Kernels.BLOCK);
                Kernels kernels = device.kernels(1, 1)) {
            gradients.write(0, gradient, 0, gradient.length);
            kernels.update(rule, 1, parameters, gradients, 0, change.length, state, Kernels.BLOCK);
            parameters.read(0, change, 0, change.length);
        }
        return change;
    }

    /** Weights that start at 1 and follow the same random gradients around 0. */
    private static double meanAfterSteps(double decay) {
        var rule = new UpdateRule(UpdateRule.Kind.SGD, 1e-3, 0, 0, 0, Double.POSITIVE_INFINITY, 0, 0, 0, decay);
        var random = new SplittableRandom(5);
        float[] numbers = new float[COUNT];
        Device device = FloatDevice.plainJava();
        try (Memory parameters = device.allocate(COUNT);
                Memory gradients = device.allocate(COUNT);
                Memory state = device.allocateState(0);
                Kernels kernels = device.kernels(1, 1)) {
            Arrays.fill(numbers, 1);
            parameters.write(0, numbers, 0, COUNT);
            for (int step = 0; step < STEPS; step++) {
                for (int i = 0; i < COUNT; i++) {
                    numbers[i] = (float) (random.nextDouble() - 0.5);
                }
                gradients.write(0, numbers, 0, COUNT);
                kernels.update(rule, 1, parameters, gradients, 0, COUNT, state, 0);
            }
            parameters.read(0, numbers, 0, COUNT);
        }
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum / COUNT;
    }
}
