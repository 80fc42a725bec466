package org.ae4j.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.ae4j.engine.kernel.UpdateRule.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class DoubleUpdateTest {
    private static final int STEPS = 5;
    /** A parameter whose gradient is always 0, one that starts so, a tiny, a huge one, and usual ones. */
    private static final double[][] GRADIENTS = {
        {0, 0, 1e-9, 1e4, 0.3, -0.7},
        {0, 0, -1e-9, -1e4, 0.1, 0.2},
        {0, 0.5, 1e-9, 0, 0, -1.3},
        {0, -0.5, 1e-12, 1, -0.4, 0},
        {0, 1, 0, 1e-4, 0.2, 0.6}
    };

    private final Device device = new DoubleDevice();
    private final Kernels kernels = device.kernels(1, 1);

    static Stream<Arguments> updaters() {
        return Stream.of(
                Arguments.of(new NoOp(), (Rule) t -> rule(Kind.NONE, 0, 0, 0, 0)),
                Arguments.of(new Sgd(0.1), (Rule) t -> rule(Kind.SGD, 0.1, 0, 0, 0)),
                Arguments.of(new Nesterovs(0.1, 0.8), (Rule) t -> rule(Kind.NESTEROVS, 0.1, 0.8, 0, 0)),
                Arguments.of(new Adam(0.01, 0.9, 0.99, 1e-8), (Rule)
                        t -> rule(Kind.ADAM, 0.01 * adam(0.9, 0.99, t), 0.9, 0.99, 1e-8)),
                Arguments.of(new AMSGrad(0.01, 0.9, 0.5, 1e-8), (Rule)
                        t -> rule(Kind.AMSGRAD, 0.01 * adam(0.9, 0.5, t), 0.9, 0.5, 1e-8)),
                Arguments.of(new AdaMax(0.01, 0.9, 0.99, 1e-8), (Rule)
                        t -> rule(Kind.ADAMAX, 0.01 / (1 - Math.pow(0.9, t)), 0.9, 0.99, 1e-8)),
                Arguments.of(new RmsProp(0.01, 0.95, 1e-8), (Rule) t -> rule(Kind.RMSPROP, 0.01, 0.95, 0, 1e-8)),
                Arguments.of(new AdaGrad(0.01, 1e-6), (Rule) t -> rule(Kind.ADAGRAD, 0.01, 0, 0, 1e-6)),
                Arguments.of(new AdaDelta(0.95, 1e-6), (Rule) t -> rule(Kind.ADADELTA, 0, 0.95, 0, 1e-6)));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void stepsAndStateAreDl4js(IUpdater updater, Rule rule) {
        int count = GRADIENTS[0].length;
        int states = (int) updater.stateSize(count);
        INDArray dl4jState = states == 0 ? null : Nd4j.create(DataType.DOUBLE, states);
        GradientUpdater<?> dl4j = updater.instantiate(dl4jState, true);
        Memory state = states == 0 ? device.allocate(0) : device.wrap(dl4jState.dup());
        INDArray expected = Nd4j.createFromArray(-1.0, -0.6, -0.2, 0, 0.6, 1);
        INDArray found = expected.dup();
        Memory parameters = device.wrap(found);
        assertThat(rule.at(1).kind().states() * count).isEqualTo(states);
        for (int t = 1; t <= STEPS; t++) {
            INDArray gradient = Nd4j.createFromArray(GRADIENTS[t - 1]);
            Memory own = device.wrap(gradient.dup());
            dl4j.applyUpdater(gradient, t - 1, 0);
            expected.subi(gradient);
            kernels.update(rule.at(t), 1, parameters, own, 0, count, state, count);
            assertThat(found.toDoubleVector()).containsExactly(expected.toDoubleVector(), within(1e-12));
            for (int i = 0; i < states; i++) {
                double should = dl4jState.getDouble(i);
                assertThat(((DoubleMemory) state).get(i))
                        .isCloseTo(should, within(1e-14 * Math.max(1, Math.abs(should))));
            }
        }
    }

    @Test
    void scalesThenClipsThenAddsPenaltiesThenDecays() {
        var rule = new UpdateRule(Kind.SGD, 0.5, 0, 0, 0, 2, 0.3, 0.2, 0.4, 0.01);
        INDArray parameters = Nd4j.createFromArray(1.0, -2.0, 0.0);
        Memory gradients = device.wrap(Nd4j.createFromArray(10.0, -50.0, 30.0));
        double penalty = kernels.update(rule, 0.1, device.wrap(parameters), gradients, 0, 3, device.allocate(0), 0);
        assertThat(parameters.toDoubleVector())
                .containsExactly(
                        new double[] {
                            1 - 0.5 * (1 + 0.3 + 0.2) - 0.01, -2 - 0.5 * (-2 - 0.3 - 0.4) + 0.02, 0 - 0.5 * 2,
                        },
                        within(1e-15));
        assertThat(penalty).isCloseTo(0.3 * 3 + (0.2 + 0.4) / 2 * 5, within(1e-15));
    }

    /** √(1 − β₂^t)/(1 − β₁^t). */
    private static double adam(double first, double second, int t) {
        return Math.sqrt(1 - Math.pow(second, t)) / (1 - Math.pow(first, t));
    }

    private static UpdateRule rule(Kind kind, double rate, double first, double second, double epsilon) {
        return new UpdateRule(kind, rate, first, second, epsilon, Double.POSITIVE_INFINITY, 0, 0, 0, 0);
    }

    /** The rule of step t, counted from 1. */
    interface Rule {
        UpdateRule at(int t);
    }
}
