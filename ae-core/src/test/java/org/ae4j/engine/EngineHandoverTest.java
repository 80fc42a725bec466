package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Compiled steps and DL4J's own take turns over the same parameters and the same updater state. */
class EngineHandoverTest {
    private static final int ROWS = 33;
    /** For each step, as in {@link EngineEquivalenceTest}. */
    private static final double PRECISION = 1e-5;

    static Stream<NetworkCase> updated() {
        // Sequences whose rows have all steps: the handover's DL4J is given no mask.
        return Stream.concat(FixedCases.updates(), SequenceCases.updates().map(network -> network.withSeed(7)));
    }

    @ParameterizedTest
    @MethodSource("updated")
    void dl4jGoesOnFromCompiledSteps(NetworkCase network) {
        try (var engine = TestDevice.FASTEST.engine(network, network.parameters(), 1)) {
            for (int step = 0; step < 4; step++) {
                engine.step(network.batch(ROWS, step));
            }
            MultiLayerNetwork dl4j = engine.network();
            for (int step = 4; step < 8; step++) {
                fit(dl4j, network.batch(ROWS, step));
            }
            assertThat(Comparison.distance(engine.params(), steps(network, 8))).isLessThan(8 * PRECISION);
        }
    }

    @ParameterizedTest
    @MethodSource("updated")
    void compiledStepsGoOnFromDl4js(NetworkCase network) {
        try (var engine = TestDevice.FASTEST.engine(network, network.parameters(), 1)) {
            engine.step(network.batch(ROWS, 0));
            MultiLayerNetwork dl4j = engine.network();
            for (int step = 1; step < 4; step++) {
                fit(dl4j, network.batch(ROWS, step));
            }
            engine.continueFrom(dl4j);
            for (int step = 4; step < 8; step++) {
                engine.step(network.batch(ROWS, step));
            }
            assertThat(Comparison.distance(engine.params(), steps(network, 8))).isLessThan(8 * PRECISION);
        }
    }

    @Test
    void dl4jScoresTheWeightsAsTheyAre() {
        NetworkCase network = FixedCases.mixedOutputs();
        Batch batch = network.batch(ROWS, 0);
        try (var engine = TestDevice.FASTEST.engine(network, network.parameters(), 1)) {
            MultiLayerNetwork dl4j = engine.network();
            engine.step(batch);
            double loss = dl4j.score(dataSet(batch)) * ROWS;
            assertThat(engine.loss(batch)).isCloseTo(loss, within(PRECISION * loss));
        }
    }

    /** DL4J's parameters after this many steps of its own. */
    private static INDArray steps(NetworkCase network, int count) {
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), network.parameters());
        for (int step = 0; step < count; step++) {
            dl4j.fit(network.batch(ROWS, step));
        }
        return dl4j.network().params();
    }

    private static void fit(MultiLayerNetwork dl4j, Batch batch) {
        dl4j.fit(dataSet(batch));
    }

    private static DataSet dataSet(Batch batch) {
        return new DataSet(
                Dl4jEngine.array(batch.input(), batch.rows()), Dl4jEngine.array(batch.target(), batch.rows()));
    }
}
