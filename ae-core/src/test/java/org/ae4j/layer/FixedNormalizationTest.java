package org.ae4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class FixedNormalizationTest {
    private static final int ROWS = 6;

    private static MultiLayerConfiguration dense(boolean fixed) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(1e-2))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(5)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(normalization(fixed, 4))
                .layer(new DenseLayer.Builder()
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.SIGMOID)
                        .build())
                .layer(normalization(fixed, 3))
                .layer(output(3))
                .build();
    }

    private static MultiLayerConfiguration convolutional() {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(1e-2))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(2)
                        .activation(Activation.TANH)
                        .build())
                .layer(normalization(true, 2))
                .layer(output(2 * 3 * 3))
                .setInputType(InputType.convolutional(5, 5, 1))
                .build();
    }

    private static Layer normalization(boolean fixed, int units) {
        BatchNormalization layer = new BatchNormalization.Builder()
                .name("norm")
                .useLogStd(false)
                .nIn(units)
                .nOut(units)
                .build();
        return fixed ? new FixedNormalization(layer) : layer;
    }

    private static OutputLayer output(int in) {
        return new OutputLayer.Builder(LossFunctions.LossFunction.L2)
                .nIn(in)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build();
    }

    static Stream<MultiLayerConfiguration> configurations() {
        return Stream.of(dense(true), convolutional());
    }

    private static INDArray input(MultiLayerNetwork network) {
        boolean isGrid =
                network.getLayerWiseConfigurations().getInputPreProcessors().size() > 0;
        return isGrid
                ? Nd4j.randn(DataType.DOUBLE, ROWS, 1, 5, 5)
                : Nd4j.randn(DataType.DOUBLE, ROWS, 5).muli(2).addi(1);
    }

    /** Running statistics away from 0 and 1; γ and β as the check draws them. */
    private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = GradientCheck.network(configuration);
        network.paramTable().forEach((name, values) -> {
            if (name.endsWith("_mean")) {
                values.addi(0.3);
            } else if (name.endsWith("_var")) {
                values.assign(Nd4j.rand(DataType.DOUBLE, values.shape()).addi(0.4));
            } else if (name.endsWith("_gamma")) {
                values.subi(0.4);
            }
        });
        return network;
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void gradientsPassItAsDifferencesSay(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = network(configuration);
        INDArray input = input(network);
        INDArray target = Nd4j.randn(DataType.DOUBLE, ROWS, 2);
        assertThat(GradientCheck.relativeError(network, input, target, "gamma", "beta", "mean", "var"))
                .isLessThan(1e-7);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void trainingLeavesAllFourAsTheyAre(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = network(configuration);
        INDArray before = network.params().dup();
        INDArray input = input(network);
        for (int i = 0; i < 3; i++) {
            network.fit(input, Nd4j.randn(DataType.DOUBLE, ROWS, 2));
        }
        long from = 0;
        int fixed = 0;
        for (var entry : network.paramTable().entrySet()) {
            long to = from + entry.getValue().length();
            double[] old = part(before, from, to);
            double[] now = part(network.params(), from, to);
            if (entry.getKey().matches(".*_(gamma|beta|mean|var)")) {
                assertThat(now).as(entry.getKey()).isEqualTo(old);
                fixed++;
            } else {
                assertThat(now).as(entry.getKey()).isNotEqualTo(old);
            }
            from = to;
        }
        assertThat(fixed).isPositive();
    }

    @Test
    void appliesItsStatisticsInTrainingAsNormalisationDoesInUse() {
        MultiLayerNetwork fixed = network(dense(true));
        MultiLayerNetwork plain = GradientCheck.network(dense(false));
        plain.params().assign(fixed.params());
        INDArray input = input(fixed);
        assertThat(fixed.output(input, true).equalsWithEps(plain.output(input, false), 1e-12))
                .isTrue();
        assertThat(fixed.output(input, false).equalsWithEps(plain.output(input, false), 1e-12))
                .isTrue();
        assertThat(plain.output(input, true).equalsWithEps(plain.output(input, false), 1e-3))
                .isFalse();
    }

    @Test
    void aConfigurationSurvivesDl4jsText() {
        MultiLayerConfiguration configuration = dense(true);
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(configuration.toJson());
        assertThat(read.getConf(1).getLayer()).isInstanceOf(FixedNormalization.class);
        assertThat(read).isEqualTo(configuration);
        assertThat(configuration.clone().getConf(1).getLayer()).isInstanceOf(FixedNormalization.class);
    }

    private static double[] part(INDArray flat, long from, long to) {
        return Arrays.copyOfRange(flat.dup().data().asDouble(), (int) from, (int) to);
    }
}
