package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@link Batch#weights} in whole steps: every engine against DL4J in double precision. */
class EngineWeightsTest {
    private static final int ROWS = 33;
    private static final double PRECISION = 1e-5;

    private final NetworkCase network = FixedCases.mixedOutputs();
    private final float[] parameters = network.parameters();

    static Stream<Arguments> engines() {
        NetworkCase network = FixedCases.mixedOutputs();
        float[] parameters = network.parameters();
        return Stream.of(
                Arguments.of(TestDevice.FASTEST.engine(network, parameters, 1)),
                Arguments.of(TestDevice.FASTEST.engine(network, parameters, 2)),
                Arguments.of(TestDevice.PLAIN_JAVA.engine(network, parameters, 1)),
                Arguments.of(TestDevice.DOUBLES.engine(network, parameters, 1)),
                Arguments.of(new Dl4jEngine(network.configuration(DataType.FLOAT), parameters, 7, 1)));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void stepsWeighEachNumber(TrainingEngine engine) {
        var dl4j = new Dl4jReference(network.configuration(DataType.DOUBLE), parameters).network();
        try (engine) {
            for (int step = 0; step < 5; step++) {
                Batch batch = weighted(network.batch(ROWS, step), NetworkProbe.weights(network, ROWS));
                INDArray labels = Nd4j.concat(1, doubles(batch.target()), doubles(batch.weights()));
                dl4j.fit(doubles(batch.input()), labels);
                double allowed = (step + 1) * PRECISION;
                assertThat(engine.step(batch)).isCloseTo(dl4j.score(), within(allowed * dl4j.score()));
                assertThat(Comparison.distance(Nd4j.createFromArray(engine.parameters()), dl4j.params()))
                        .isLessThan(allowed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void lossesWeighEachNumber(TrainingEngine engine) {
        Batch batch = network.batch(ROWS, 0);
        float[] ones = new float[batch.target().length];
        Arrays.fill(ones, 1);
        float[] some = NetworkProbe.weights(network, ROWS);
        float[] others = new float[some.length]; // one and the other are 2 everywhere
        for (int i = 0; i < some.length; i++) {
            others[i] = 2 - some[i];
        }
        try (engine) {
            double loss = engine.loss(batch);
            assertThat(engine.loss(weighted(batch, ones))).isCloseTo(loss, within(PRECISION * loss));
            assertThat(engine.loss(weighted(batch, some)) + engine.loss(weighted(batch, others)))
                    .isCloseTo(2 * loss, within(2 * PRECISION * loss));
            assertThat(engine.loss(weighted(batch, new float[ones.length]))).isZero();
            assertThat(engine.loss(batch)).isEqualTo(loss);
        }
    }

    private static Batch weighted(Batch batch, float[] weights) {
        return new Batch(batch.input(), batch.target(), batch.rows(), weights, null);
    }

    private static INDArray doubles(float[] values) {
        return Dl4jEngine.array(values, ROWS).castTo(DataType.DOUBLE);
    }
}
