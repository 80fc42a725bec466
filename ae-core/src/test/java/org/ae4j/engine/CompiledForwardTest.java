package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** {@link CompiledForward} against DL4J's output in double precision. */
class CompiledForwardTest {
    static Stream<Arguments> networks() {
        return Stream.of(FixedCases.all(), SequenceCases.all(), SequenceCases.parts())
                .flatMap(cases -> cases)
                .flatMap(network -> Stream.of(TestDevice.values()).map(device -> Arguments.of(device, network)));
    }

    /** More rows than go through the network together, and fewer. */
    @ParameterizedTest
    @MethodSource("networks")
    void outputsAreDl4js(TestDevice device, NetworkCase network) {
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), network.parameters());
        try (var forward =
                new CompiledForward(network.configuration(DataType.FLOAT), network.parameters(), device.device())) {
            for (int rows : new int[] {3, 300}) {
                Batch batch = network.batch(rows, 0);
                float[] found = forward.apply(batch.input(), rows);
                // The result is single precision on any device.
                assertThat(Comparison.distance(Nd4j.createFromArray(found), dl4j.output(batch)))
                        .isLessThan(Math.max(device.precision(), 1e-6));
            }
        }
    }
}
