package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class LikelihoodLossTest {
    private static final List<OutputGroup> MIXED = List.of(
            new OutputGroup(OutputKind.SQUARED, 0, 2, 4.0),
            new OutputGroup(OutputKind.SOFTMAX, 2, 5, 1.0),
            new OutputGroup(OutputKind.CROSS_ENTROPY, 5, 6, 1.0),
            new OutputGroup(OutputKind.ABSOLUTE, 6, 7, 0.5),
            new OutputGroup(OutputKind.SQUARED_SIGMOID, 7, 9, 1.0));

    @ParameterizedTest
    @EnumSource(OutputKind.class)
    void gradientIsThatOfTheScore(OutputKind kind) {
        var groups = List.of(new OutputGroup(kind, 0, 4, 2.5));
        INDArray target = kind == OutputKind.SOFTMAX ? oneHot(6, 4) : Nd4j.rand(DataType.DOUBLE, 6, 4);
        assertThat(relativeError(groups, kind.activation(), target)).isLessThan(1e-7);
    }

    @Test
    void softmaxGradientOfWeightedRowsIsThatOfTheScore() {
        var groups = List.of(new OutputGroup(OutputKind.SOFTMAX, 0, 4, 2.5));
        INDArray weights = Nd4j.createFromArray(0.25, 3, 1, 0.5, 7, 2);
        assertThat(relativeError(
                        groups, OutputKind.SOFTMAX.activation(), oneHot(6, 4).muliColumnVector(weights)))
                .isLessThan(1e-7);
    }

    @Test
    void gradientOfMixedColumnsIsThatOfTheScore() {
        INDArray target = Nd4j.rand(DataType.DOUBLE, 6, 9);
        MIXED.get(1).of(target).assign(oneHot(6, 3));
        assertThat(relativeError(MIXED, new GroupedActivation(MIXED), target)).isLessThan(1e-7);
    }

    @Test
    void lossesAreTheNegativeLogLikelihoodsOfTheirFormulas() {
        INDArray z = Nd4j.createFromArray(new double[][] {{0.5, -1, 2, 0, 1, -3, 0.25, 0.4, -0.2}});
        INDArray x = Nd4j.createFromArray(new double[][] {{1, 1, 0, 1, 0, 1, 0.75, 0.5, 0.5}});
        double gaussian = 4 * (0.25 + 4) / 2;
        double softmax = -(0 - Math.log(Math.exp(2) + Math.exp(0) + Math.exp(1)));
        double crossEntropy = -Math.log(sigmoid(-3));
        double laplace = 0.5 * 0.5;
        double unit = (square(sigmoid(0.4) - 0.5) + square(sigmoid(-0.2) - 0.5)) / 2;
        assertThat(new LikelihoodLoss(MIXED).computeScore(x, z, null, null, true))
                .isCloseTo(gaussian + softmax + crossEntropy + laplace + unit, within(1e-12));
    }

    @Test
    void crossEntropyStaysFiniteAtExtremeLogits() {
        var loss = new LikelihoodLoss(List.of(new OutputGroup(OutputKind.CROSS_ENTROPY, 0, 2, 1)));
        INDArray z = Nd4j.createFromArray(new double[][] {{800, -800}});
        INDArray x = Nd4j.createFromArray(new double[][] {{0, 1}});
        assertThat(loss.computeScore(x, z, null, null, false)).isCloseTo(1600, within(1e-9));
    }

    @Test
    void softmaxStaysFiniteAtExtremeLogits() {
        var loss = new LikelihoodLoss(List.of(new OutputGroup(OutputKind.SOFTMAX, 0, 3, 1)));
        INDArray z = Nd4j.createFromArray(new double[][] {{2000, 0, -2000}, {2000, 0, -2000}});
        INDArray x = Nd4j.createFromArray(new double[][] {{1, 0, 0}, {0, 1, 0}});
        assertThat(loss.computeScoreArray(x, z, null, null).toDoubleVector()).containsExactly(0, 2000);
    }

    @Test
    void scoresBelongToRowsAndMaskedRowsCountNothing() {
        var loss = new LikelihoodLoss(List.of(new OutputGroup(OutputKind.SQUARED, 0, 2, 1)));
        INDArray z = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});
        INDArray x = Nd4j.zeros(DataType.DOUBLE, 2, 2);
        INDArray mask = Nd4j.createFromArray(new double[][] {{1}, {0}});
        assertThat(loss.computeScoreArray(x, z, null, null).toDoubleVector()).containsExactly(2.5, 12.5);
        assertThat(loss.computeScoreArray(x, z, null, mask).toDoubleVector()).containsExactly(2.5, 0);
        assertThat(loss.computeGradient(x, z, null, mask).toDoubleMatrix()).isEqualTo(new double[][] {{1, 2}, {0, 0}});
    }

    @Test
    void maskOfNumbersWeighsEachOfThem() {
        var loss = new LikelihoodLoss(
                List.of(new OutputGroup(OutputKind.SQUARED, 0, 2, 1), new OutputGroup(OutputKind.ABSOLUTE, 2, 3, 2)));
        INDArray z = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {3, 4, 5}});
        INDArray x = Nd4j.zeros(DataType.DOUBLE, 2, 3);
        INDArray mask = Nd4j.createFromArray(new float[][] {{1, 0, 0.5f}, {0, 0.5f, 0}});
        assertThat(loss.computeScoreArray(x, z, null, mask).toDoubleVector()).containsExactly(3.5, 4);
        assertThat(loss.computeScore(x, z, null, mask, false)).isEqualTo(7.5);
        assertThat(loss.computeGradient(x, z, null, mask).toDoubleMatrix())
                .isEqualTo(new double[][] {{1, 0, 1}, {0, 2, 0}});
    }

    @ParameterizedTest
    @EnumSource(OutputKind.class)
    void gradientUnderAMaskIsThatOfTheScore(OutputKind kind) {
        var groups = List.of(new OutputGroup(kind, 0, 4, 2.5));
        INDArray target = kind == OutputKind.SOFTMAX ? oneHot(6, 4) : Nd4j.rand(DataType.DOUBLE, 6, 4);
        INDArray ofRows = Nd4j.createFromArray(0.0, 1, 1, 1, 0, 1).reshape(6, 1);
        INDArray ofNumbers = kind == OutputKind.SOFTMAX
                ? Nd4j.ones(DataType.DOUBLE, 6, 4).muliColumnVector(ofRows)
                : Nd4j.rand(DataType.DOUBLE, 6, 4).gt(0.5).castTo(DataType.DOUBLE);
        for (INDArray mask : List.of(ofRows, ofNumbers)) {
            assertThat(relativeError(groups, kind.activation(), target, mask)).isLessThan(1e-7);
        }
    }

    @Test
    void survivesDl4jsConfigurationText() {
        MultiLayerConfiguration configuration = configuration(MIXED, new GroupedActivation(MIXED));
        var reread = MultiLayerConfiguration.fromJson(configuration.toJson());
        var output = (OutputLayer) reread.getConf(1).getLayer();
        assertThat(output.getLossFn()).isEqualTo(new LikelihoodLoss(MIXED));
        assertThat(output.getActivationFn()).isEqualTo(new GroupedActivation(MIXED));
    }

    @Test
    void groupedActivationAgreesWithItsPartsForwardsAndBackwards() {
        INDArray z = Nd4j.randn(DataType.DOUBLE, 3, 9);
        INDArray epsilon = Nd4j.randn(DataType.DOUBLE, 3, 9);
        var grouped = new GroupedActivation(MIXED);
        INDArray activated = grouped.getActivation(z.dup(), false);
        INDArray gradient = grouped.backprop(z.dup(), epsilon.dup()).getFirst();
        assertThat(MIXED.get(1).of(activated).sum(1).toDoubleVector())
                .containsExactly(new double[] {1, 1, 1}, within(1e-12));
        double step = 1e-6;
        for (int j = 0; j < 9; j++) {
            INDArray moved = z.dup();
            moved.getColumn(j).addi(step);
            INDArray slope = grouped.getActivation(moved, false)
                    .sub(activated)
                    .divi(step)
                    .muli(epsilon)
                    .sum(1);
            assertThat(gradient.getColumn(j).toDoubleVector()).containsExactly(slope.toDoubleVector(), within(1e-5));
        }
    }

    private static double relativeError(List<OutputGroup> groups, IActivation activation, INDArray target) {
        return relativeError(groups, activation, target, null);
    }

    @ParameterizedTest
    @EnumSource(OutputKind.class)
    void gradientUnderWeightsBehindTheTargetsIsThatOfTheScore(OutputKind kind) {
        var groups = List.of(new OutputGroup(kind, 0, 4, 2.5));
        INDArray target = kind == OutputKind.SOFTMAX ? oneHot(6, 4) : Nd4j.rand(DataType.DOUBLE, 6, 4);
        INDArray weights = kind == OutputKind.SOFTMAX
                ? Nd4j.ones(DataType.DOUBLE, 6, 4).muliColumnVector(Nd4j.createFromArray(0, 0.5, 2, 1, 0, 3))
                : Nd4j.rand(DataType.DOUBLE, 6, 4);
        INDArray mask = Nd4j.createFromArray(1.0, 1, 1, 0, 1, 1).reshape(6, 1);
        INDArray labels = Nd4j.concat(1, target, weights);
        assertThat(relativeError(groups, kind.activation(), labels, null)).isLessThan(1e-7);
        assertThat(relativeError(groups, kind.activation(), labels, mask)).isLessThan(1e-7);
    }

    @Test
    void weightsBehindTheTargetsAreAMaskOfNumbers() {
        var loss = new LikelihoodLoss(MIXED);
        INDArray z = Nd4j.randn(DataType.DOUBLE, 3, 9);
        INDArray x = Nd4j.rand(DataType.DOUBLE, 3, 9);
        INDArray weights = Nd4j.rand(DataType.DOUBLE, 3, 9);
        INDArray labels = Nd4j.concat(1, x, weights);
        assertThat(loss.computeScoreArray(labels, z, null, null))
                .isEqualTo(loss.computeScoreArray(x, z, null, weights));
        assertThat(loss.computeGradient(labels, z, null, null)).isEqualTo(loss.computeGradient(x, z, null, weights));
    }

    private static double relativeError(
            List<OutputGroup> groups, IActivation activation, INDArray target, INDArray mask) {
        Nd4j.getRandom().setSeed(7);
        INDArray input = Nd4j.randn(DataType.DOUBLE, 6, 3);
        MultiLayerNetwork network = GradientCheck.network(configuration(groups, activation));
        network.setLayerMaskArrays(null, mask);
        return GradientCheck.relativeError(network, input, target);
    }

    private static MultiLayerConfiguration configuration(List<OutputGroup> groups, IActivation activation) {
        int outputs = groups.get(groups.size() - 1).to();
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Sgd(1))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(3)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .build())
                .layer(new OutputLayer.Builder(new LikelihoodLoss(groups))
                        .nIn(5)
                        .nOut(outputs)
                        .activation(activation)
                        .build())
                .build();
    }

    private static INDArray oneHot(int rows, int classes) {
        INDArray array = Nd4j.zeros(DataType.DOUBLE, rows, classes);
        for (int i = 0; i < rows; i++) {
            array.putScalar(i, i % classes, 1);
        }
        return array;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double square(double x) {
        return x * x;
    }
}
