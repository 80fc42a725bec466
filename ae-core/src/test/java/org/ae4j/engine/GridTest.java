package org.ae4j.engine;

import static org.ae4j.engine.NetworkProbe.distance;
import static org.ae4j.engine.NetworkProbe.doubles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.engine.program.UnsupportedNetworkException;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.ae4j.layer.RowsToSequence;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

/** What {@link EngineEquivalenceTest} and {@link NetworkEquivalenceTest} do not see of networks over grids. */
class GridTest {
    private static final int ROWS = 33;

    static Stream<Arguments> inUse() {
        return Stream.concat(GridCases.parts(), GridCases.wholes())
                .flatMap(network -> Stream.of(TestDevice.values()).map(device -> Arguments.of(device, network)));
    }

    @ParameterizedTest
    @MethodSource("inUse")
    void forwardPassesAreDl4js(TestDevice device, NetworkCase network) {
        float[] parameters = network.parameters();
        float[] input = network.batch(ROWS, 0).input();
        var dl4j = new Dl4jForward(network.configuration(DataType.FLOAT), parameters);
        try (var forward = new CompiledForward(network.configuration(DataType.FLOAT), parameters, device.device())) {
            double[] found = doubles(forward.apply(input, ROWS));
            // Both in single precision.
            assertThat(distance(found, doubles(dl4j.apply(input, ROWS)))).isLessThan(1e-6);
        }
        dl4j.close();
    }

    /** Numbers that are not there, and of which several are the largest that a window sees. */
    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void missingNumbersAndTiesAreDl4js(NetworkMaker maker) {
        NetworkCase network = pooling();
        float[] input = network.batch(ROWS, 0).input();
        for (int i = 0; i < input.length; i++) {
            input[i] = i % 7 == 0 ? Float.NaN : Math.round(input[i]);
        }
        try (var found = maker.part(network);
                var dl4j = NetworkMaker.DL4J_DOUBLES.part(network)) {
            double[] direction = NetworkProbe.random(ROWS * network.outputs(), 1);
            for (TrainableNetwork one : List.of(found, dl4j)) {
                one.forward(input, ROWS, 1);
                one.outputGradient(direction);
                one.backward();
            }
            var probe = new NetworkProbe(found, ROWS);
            var expected = new NetworkProbe(dl4j, ROWS);
            assertThat(distance(probe.output(), expected.output())).isLessThan(maker.precision());
            assertThat(distance(probe.inputGradient(), expected.inputGradient()))
                    .isLessThan(maker.precision());
        }
    }

    @Test
    void gridsAndSequencesAreRefusedInsideEachOther() {
        RowLayout layout = new RowLayout(1, 2, 2, false);
        assertRefused(
                "RepeatVector on a grid",
                new RowsToGrid(layout, 0),
                new RepeatVector.Builder<>().repetitionFactor(3).build());
        assertRefused("RowsToGrid on a sequence", new RowsToSequence(2, 4, 0), new RowsToGrid(layout, 0));
    }

    private static void assertRefused(String message, Layer... layers) {
        var configuration = new NeuralNetConfiguration.Builder().list(layers).build();
        assertThatThrownBy(() -> ProgramReader.read(configuration))
                .isInstanceOf(UnsupportedNetworkException.class)
                .hasMessage(message);
    }

    /** Directly behind the input, whose ties it sees. */
    private static NetworkCase pooling() {
        var groups = List.of(new OutputGroup(OutputKind.SQUARED, 0, 12, 1));
        Layer pooling = new SubsamplingLayer.Builder(
                        SubsamplingLayer.PoolingType.MAX, new int[] {3, 3}, new int[] {2, 2})
                .convolutionMode(ConvolutionMode.Same)
                .build();
        List<Layer> layers = List.of(
                new RowsToGrid(new RowLayout(1, 7, 5, false), 1),
                pooling,
                GridCases.convolution(2, 1, 1, 1),
                new GridToRows(new RowLayout(1, 4, 3, false)));
        return new NetworkCase("ties", layers, groups, new Sgd(0.1), GradientNormalization.None, 1, 5);
    }
}
