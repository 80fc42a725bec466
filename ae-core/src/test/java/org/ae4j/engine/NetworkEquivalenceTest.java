package org.ae4j.engine;

import static org.ae4j.engine.NetworkProbe.distance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;

/** {@link TrainableNetwork}s against DL4J's in double precision; for tolerances see {@link Comparison}. */
class NetworkEquivalenceTest {
    private static final int ROWS = 33;

    static Stream<Arguments> comparable() {
        return each(PartCases.comparable());
    }

    static Stream<Arguments> updated() {
        return each(PartCases.updated());
    }

    static Stream<Arguments> losses() {
        return each(PartCases.losses());
    }

    private static Stream<Arguments> each(Stream<NetworkCase> networks) {
        return networks.flatMap(network -> Stream.of(NetworkMaker.values())
                .filter(maker -> maker != NetworkMaker.DL4J_DOUBLES)
                .map(maker -> Arguments.of(maker, network)));
    }

    @ParameterizedTest
    @MethodSource("comparable")
    void outputsAndGradientsAreDl4js(NetworkMaker maker, NetworkCase network) {
        try (var found = maker.part(network);
                var dl4j = NetworkMaker.DL4J_DOUBLES.part(network)) {
            for (int rows : new int[] {3, ROWS, 5}) {
                assertAreAlike(maker, network, found, dl4j, rows);
            }
        }
    }

    private static void assertAreAlike(
            NetworkMaker maker, NetworkCase network, TrainableNetwork found, TrainableNetwork dl4j, int rows) {
        float[] input = network.batch(rows, 0).input();
        double[] direction = NetworkProbe.random(rows * network.outputs(), 1);
        for (TrainableNetwork one : new TrainableNetwork[] {found, dl4j}) {
            one.forward(input, rows, 1);
            one.outputGradient(direction);
            one.backward();
        }
        var probe = new NetworkProbe(found, rows);
        var expected = new NetworkProbe(dl4j, rows);
        assertThat(distance(probe.output(), expected.output())).isLessThan(maker.precision());
        assertThat(distance(probe.gradients(), expected.gradients())).isLessThan(maker.precision());
        assertThat(distance(probe.inputGradient(), expected.inputGradient())).isLessThan(maker.precision());
    }

    @ParameterizedTest
    @MethodSource("losses")
    void weightedLossesAndTheirGradientsAreDl4js(NetworkMaker maker, NetworkCase network) {
        Batch batch = network.batch(ROWS, 0);
        float[] weights = NetworkProbe.weights(network, ROWS);
        try (var found = maker.withLoss(network);
                var dl4j = NetworkMaker.DL4J_DOUBLES.withLoss(network)) {
            found.forward(batch.input(), ROWS, 1);
            dl4j.forward(batch.input(), ROWS, 1);
            double loss = dl4j.loss(batch.target(), weights, 0.5);
            assertThat(found.loss(batch.target(), weights, 0.5)).isCloseTo(loss, within(maker.precision() * loss));
            found.backward();
            dl4j.backward();
            var probe = new NetworkProbe(found, ROWS);
            var expected = new NetworkProbe(dl4j, ROWS);
            assertThat(distance(probe.gradients(), expected.gradients())).isLessThan(maker.precision());
            assertThat(distance(probe.inputGradient(), expected.inputGradient()))
                    .isLessThan(maker.precision());
        }
    }

    @ParameterizedTest
    @MethodSource("updated")
    void tenStepsStayTogether(NetworkMaker maker, NetworkCase network) {
        try (var found = maker.part(network);
                var dl4j = NetworkMaker.DL4J_DOUBLES.part(network)) {
            for (int step = 0; step < 10; step++) {
                int rows = step % 3 == 2 ? 5 : ROWS;
                double penalty = step(dl4j, network, rows, step);
                double allowed = (step + 1) * maker.precision();
                assertThat(step(found, network, rows, step)).isCloseTo(penalty, within(allowed * penalty));
                double[] parameters = new NetworkProbe(found, rows).parameters();
                assertThat(distance(parameters, new NetworkProbe(dl4j, rows).parameters()))
                        .as("step %d", step)
                        .isLessThan(allowed);
                assertThat(found.learningRate()).isEqualTo(1e-3);
            }
        }
    }

    private static double step(TrainableNetwork one, NetworkCase network, int rows, int draw) {
        one.forward(network.batch(rows, draw).input(), rows, draw);
        one.outputGradient(NetworkProbe.random(rows * network.outputs(), draw));
        one.backward();
        return one.update(rows);
    }

    @Test
    void freshWeightsAreDl4js() {
        var configuration = PartCases.oneColumn().configuration(DataType.FLOAT);
        var network = new MultiLayerNetwork(configuration.clone());
        network.init();
        for (EngineChoice choice : EngineChoice.values()) {
            try (var found = Engines.network(choice, configuration, List.of(), Optional.empty(), 1)) {
                assertThat(found.parameters()).isEqualTo(network.params().toFloatVector());
                assertThat(found.engine()).isEqualTo(choice == EngineChoice.DL4J ? "dl4j" : "compiled");
            }
        }
    }
}
