package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class CodeLayerTest {
    private static final String BOOK = "vectorQuantized 2 3 2 0.5 -1.0 2.0 0.0 -3.0 1.5";

    @ParameterizedTest
    @ValueSource(strings = {"plain 4", "kSparse 4 2", "variational 4 0.5 0.0", "variational 4 0.0 0.0"})
    void gradientIsThatOfTheScore(String function) {
        Nd4j.getRandom().setSeed(7);
        INDArray input = Nd4j.randn(DataType.DOUBLE, 6, 5);
        MultiLayerNetwork network = GradientCheck.network(configuration(function));
        assertThat(GradientCheck.relativeError(network, input, input)).isLessThan(1e-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain 4", "kSparse 4 2", "variational 4 0.5 0.0", BOOK})
    void outputIsThatOfTheFunctionInUse(String function) {
        MultiLayerNetwork network = network(function);
        INDArray input = Nd4j.randn(DataType.FLOAT, 3, 5);
        List<INDArray> activations = network.feedForward(input, false);
        CodeFunction code = CodeFunction.parse(function);
        double[] expected = new double[3 * code.outputs()];
        code.use(activations.get(1).dup('c').data().asDouble(), 3, expected);
        assertThat(activations.get(2).dup('c').data().asDouble()).containsExactly(expected, within(1e-6));
        assertThat(network.output(input).toFloatMatrix())
                .isEqualTo(activations.get(3).toFloatMatrix());
    }

    @Test
    void lossOfTheCodeIsPartOfTheScoreInTraining() {
        MultiLayerNetwork network = network("variational 4 0.5 0.0");
        var rows = rows(6);
        double trained = network.score(rows, true);
        INDArray given = network.feedForward(rows.getFeatures(), false).get(1);
        CodeFunction code = CodeFunction.parse("variational 4 0.5 0.0");
        double loss = code.forward(given.dup('c').data().asDouble(), 6, new double[24], CodeGradients.step(0)) / 6;
        MultiLayerNetwork without = network("variational 4 0.0 0.0");
        assertThat(loss).isPositive();
        assertThat(trained - without.score(rows, true)).isCloseTo(loss, within(1e-5));
        assertThat(network.score(rows, false)).isEqualTo(without.score(rows, false));
    }

    @Test
    void noiseDependsOnTheIterationAndOnNothingElse() {
        MultiLayerNetwork network = network("variational 4 0.5 0.0");
        MultiLayerNetwork twin = network("variational 4 0.5 0.0");
        var rows = rows(6);
        double first = scoreAt(network, 0, rows);
        double second = scoreAt(network, 1, rows);
        Nd4j.randn(3, 3);
        assertThat(scoreAt(twin, 1, rows)).isEqualTo(second).isNotEqualTo(first);
        assertThat(scoreAt(network, 0, rows)).isEqualTo(first);
    }

    @Test
    void warmUpFollowsTheEpochs() {
        MultiLayerNetwork network = network("variational 4 1.0 2.0");
        var rows = rows(6);
        double first = scoreAt(network, 0, rows);
        network.setEpochCount(1);
        double second = scoreAt(network, 0, rows);
        network.setEpochCount(2);
        assertThat(scoreAt(network, 0, rows) - second).isCloseTo(second - first, within(1e-5));
        assertThat(second).isGreaterThan(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain 4", "kSparse 4 2", "variational 4 0.001 0.0", "vectorQuantized 2 16 2"})
    void networksLearnThroughIt(String function) {
        MultiLayerNetwork network = network(function);
        var rows = rows(64);
        network.fit(rows);
        double before = network.score(rows, false);
        for (int n = 0; n < 400; n++) {
            network.fit(rows);
        }
        assertThat(network.score(rows, false)).isLessThan(0.7 * before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain 4", "kSparse 4 2", "variational 4 0.5 3.0", BOOK})
    void survivesDl4jsConfigurationTextAndItsClone(String function) {
        MultiLayerConfiguration configuration = configuration(function);
        var layer = (CodeLayer) configuration.getConf(1).getLayer();
        var reread = MultiLayerConfiguration.fromJson(configuration.toJson());
        assertThat(reread.getConf(1).getLayer()).isEqualTo(layer).hasSameHashCodeAs(layer);
        assertThat(((CodeLayer) layer.clone()).getFunction()).isEqualTo(function);
        MultiLayerNetwork network = network(function);
        INDArray input = Nd4j.randn(DataType.FLOAT, 3, 5);
        assertThat(network.clone().output(input)).isEqualTo(network.output(input));
        assertThat(layer).isNotEqualTo(new CodeLayer("plain 3"));
    }

    @Test
    void refusesAnInputOfAnotherWidth() {
        assertThatThrownBy(() -> new CodeLayer("variational 4 1.0 0.0").getOutputType(1, InputType.feedForward(4)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the code layer at 1 takes 8 numbers a row, found InputTypeFeedForward(4)");
    }

    private static double scoreAt(MultiLayerNetwork network, int iteration, DataSet rows) {
        network.setIterationCount(iteration);
        network.setInput(rows.getFeatures());
        network.setLabels(rows.getLabels());
        network.computeGradientAndScore();
        return network.score();
    }

    private static DataSet rows(int count) {
        Nd4j.getRandom().setSeed(9);
        INDArray cause = Nd4j.randn(DataType.FLOAT, count, 2);
        INDArray features = cause.mmul(Nd4j.randn(DataType.FLOAT, 2, 5));
        return new DataSet(features, features);
    }

    private static MultiLayerNetwork network(String function) {
        var network = new MultiLayerNetwork(configuration(function));
        network.init();
        return network;
    }

    private static MultiLayerConfiguration configuration(String function) {
        CodeFunction code = CodeFunction.parse(function);
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(5)
                        .nOut(code.inputs())
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new CodeLayer(code))
                .layer(new OutputLayer.Builder(
                                new LikelihoodLoss(List.of(new OutputGroup(OutputKind.SQUARED, 0, 5, 1))))
                        .nIn(code.outputs())
                        .nOut(5)
                        .activation(Activation.IDENTITY)
                        .build())
                .build();
    }
}
