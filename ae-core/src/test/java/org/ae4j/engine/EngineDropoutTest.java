package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Dropout: the masks are not DL4J's, so the gradients are checked by themselves. */
class EngineDropoutTest {
    private static final double STEP = 1e-6;

    private final NetworkCase network = FixedCases.dropped();
    private final float[] parameters = network.parameters();

    static Stream<NetworkCase> networks() {
        return Stream.of(FixedCases.dropped(), SequenceCases.dropped());
    }

    static Stream<Arguments> onAllDevices() {
        return networks()
                .flatMap(network -> Stream.of(TestDevice.values()).map(device -> Arguments.of(network, device)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientIsThatOfTheLossUnderTheSameMask(NetworkCase network) {
        float[] parameters = network.parameters();
        Batch batch = network.batch(9, 0);
        try (var engine = TestDevice.DOUBLES.engine(network, parameters, 1)) {
            engine.backward(batch);
            INDArray found = engine.gradients().dup();
            INDArray numeric = found.like();
            for (long i = 0; i < numeric.length(); i++) {
                double value = engine.params().getDouble(i);
                engine.params().putScalar(i, value + STEP);
                double up = engine.backward(batch);
                engine.params().putScalar(i, value - STEP);
                double down = engine.backward(batch);
                engine.params().putScalar(i, value);
                numeric.putScalar(i, (up - down) / (2 * STEP));
            }
            // Central differences of sums near 30 in double precision, with this step.
            assertThat(Comparison.distance(found, numeric)).isLessThan(1e-7);
        }
    }

    @ParameterizedTest
    @MethodSource("onAllDevices")
    void masksAreTheSameForAnyNumberOfThreadsAndOnEveryDevice(NetworkCase network, TestDevice device) {
        float[] parameters = network.parameters();
        Batch batch = network.batch(9, 0);
        try (var reference = TestDevice.DOUBLES.engine(network, parameters, 1);
                var engine = device.engine(network, parameters, 2)) {
            for (int step = 0; step < 3; step++) {
                double score = reference.step(batch);
                assertThat(engine.step(batch)).isCloseTo(score, within(3 * device.precision() * score));
            }
        }
    }

    @Test
    void eachStepHasItsOwnMask() {
        Batch batch = network.batch(9, 0);
        try (var engine = TestDevice.DOUBLES.engine(network, parameters, 1)) {
            double first = engine.backward(batch);
            engine.gradients().assign(0);
            engine.update(9);
            assertThat(engine.backward(batch)).isNotEqualTo(first);
        }
    }

    @Test
    void nothingIsDroppedInUse() {
        Batch batch = network.batch(9, 0);
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), parameters);
        try (var engine = TestDevice.DOUBLES.engine(network, parameters, 1)) {
            double loss = dl4j.network().score(new DataSet(dl4j.input(batch), dl4j.target(batch)));
            assertThat(engine.loss(batch)).isCloseTo(9 * loss, within(1e-10 * loss));
        }
    }
}
