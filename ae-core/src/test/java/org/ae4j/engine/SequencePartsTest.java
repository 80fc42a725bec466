package org.ae4j.engine;

import static org.ae4j.engine.NetworkProbe.distance;
import static org.ae4j.engine.NetworkProbe.doubles;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Parts over sequences against DL4J's external errors in double precision, rows that end early given to it as a mask. */
class SequencePartsTest {
    private static final int ROWS = 9;
    private static final int MANY_ROWS = 300;

    static Stream<Arguments> parts() {
        return SequenceCases.parts()
                .flatMap(network -> IntStream.of(6, 7, 8).mapToObj(network::withSeed))
                .flatMap(network -> Stream.of(NetworkMaker.values()).map(maker -> Arguments.of(maker, network)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void outputsAndGradientsAreDl4js(NetworkMaker maker, NetworkCase network) {
        Batch batch = network.batch(ROWS, 0);
        double[] direction = NetworkProbe.random(ROWS * network.outputs(), 1);
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), network.parameters());
        INDArray output = dl4j.forward(batch);
        INDArray ofInput = dl4j.backward(batch, Nd4j.create(direction, new long[] {ROWS, network.outputs()}, 'c'));
        try (var part = maker.part(network)) {
            var probe = new NetworkProbe(part, ROWS);
            for (int round = 0; round < 2; round++) {
                part.forward(doubles(batch.input()), ROWS, 1);
                part.outputGradient(direction);
                part.backward();
                assertThat(distance(probe.output(), array(output))).isLessThan(maker.precision());
                assertThat(distance(probe.gradients(), array(dl4j.gradients()))).isLessThan(maker.precision());
                assertThat(distance(probe.inputGradient(), array(ofInput))).isLessThan(maker.precision());
            }
        }
    }

    static Stream<Arguments> inUse() {
        return Stream.concat(SequenceCases.parts(), SequenceCases.all())
                .flatMap(network -> Stream.of(TestDevice.values()).map(device -> Arguments.of(device, network)));
    }

    /** More rows than go through together, by weights that are laid down for this alone. */
    @ParameterizedTest
    @MethodSource("inUse")
    void forwardPassesAreDl4js(TestDevice device, NetworkCase network) {
        float[] parameters = network.parameters();
        Batch batch = network.batch(MANY_ROWS, 0);
        INDArray expected = new Dl4jReference(network.configuration(DataType.DOUBLE), parameters).output(batch);
        try (var forward = new CompiledForward(network.configuration(DataType.FLOAT), parameters, device.device())) {
            double[] found = doubles(forward.apply(batch.input(), MANY_ROWS));
            assertThat(distance(found, array(expected))).isLessThan(1e-6); // outputs are in single precision
        }
    }

    private static double[] array(INDArray values) {
        return values.dup('c').data().asDouble();
    }
}
