package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.engine.program.UnsupportedNetworkException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** What {@link EngineEquivalenceTest} does not see of normalisation that training leaves as it is. */
class FixedNormalizationRunTest {
    private static final int ROWS = 33;

    static Stream<Arguments> networks() {
        return Stream.of(FixedCases.fixedNormalization(), GridCases.whole(GridCases.fixedNormalization()))
                .map(network -> network.withUpdater(new Adam(0.01)))
                .flatMap(network -> IntStream.of(1, 2).mapToObj(threads -> Arguments.of(network, threads)));
    }

    /** Even where the updater's state, as that of steps before it was fixed, would move it without a gradient. */
    @ParameterizedTest
    @MethodSource("networks")
    void keepsEveryBitWhileWeightsMove(NetworkCase network, int threads) {
        float[] before = network.parameters();
        try (var engine = TestDevice.FASTEST.engine(network, before, threads)) {
            MultiLayerNetwork moving = engine.network();
            moving.getUpdater().getStateViewArray().assign(1);
            engine.continueFrom(moving);
            for (int step = 0; step < 3; step++) {
                engine.step(network.batch(ROWS, step));
            }
            float[] after = engine.parameters();
            int from = 0;
            for (Map.Entry<String, INDArray> entry : moving.paramTable().entrySet()) {
                int to = from + (int) entry.getValue().length();
                float[] old = Arrays.copyOfRange(before, from, to);
                float[] now = Arrays.copyOfRange(after, from, to);
                boolean isFixed = entry.getKey().matches(".*_(gamma|beta|mean|var)");
                assertThat(Arrays.equals(now, old)).as(entry.getKey()).isEqualTo(isFixed);
                from = to;
            }
        }
    }

    @Test
    void insideAFrozenLayerItIsRefused() {
        var configuration = new NeuralNetConfiguration.Builder()
                .list(new FrozenLayer(RandomCases.fixedNormalization(3)))
                .build();
        assertThatThrownBy(() -> ProgramReader.read(configuration))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessage("FixedNormalization inside FrozenLayer");
    }
}
