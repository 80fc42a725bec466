package org.ae4j.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.ae4j.layer.GradientCheck;
import org.ae4j.layer.StableActivation;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

class OwnLayersTest {
    private static final Schema FOUR =
            Schema.table(List.of(Column.numeric("a"), Column.numeric("b"), Column.numeric("c"), Column.numeric("d")));

    @Test
    void ownDenseLayersAreTheSameNetworkAsDenseOnes() {
        AutoencoderSpec dense = Presets.dense(FOUR)
                .hidden(6, 5)
                .activation(Activation.SWISH)
                .code(2)
                .l2(1e-3);
        AutoencoderSpec own = dense.architecture(Architecture.of(swish(6, 5), swish(5, 6)));
        assertThat(new NetworkPlan(own).whole()).isEqualTo(new NetworkPlan(dense).whole());
        assertThat(gradient(own)).isEqualTo(gradient(dense));
    }

    @Test
    void ownLayersHaveTheGradientOfTheirScore() {
        var encoder = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(new ActivationLReLU(0.3))
                        .build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer.Builder().activation(Activation.GELU).build())
                .build();
        var spec = Presets.dense(FOUR).code(2).architecture(Architecture.of(encoder, swish(5)));
        MultiLayerNetwork network = GradientCheck.network(new NetworkPlan(spec).whole());
        Nd4j.getRandom().setSeed(11);
        INDArray rows = Nd4j.randn(DataType.DOUBLE, 8, 4);
        assertThat(GradientCheck.relativeError(network, rows, Nd4j.rand(DataType.DOUBLE, 8, 4), "mean", "var"))
                .isLessThan(1e-6);
    }

    @Test
    void blocksBeginAtFullyConnectedLayers() {
        var encoder = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DropoutLayer.Builder(0.9).name("first").build())
                .layer(new DenseLayer.Builder().name("a").nOut(5).build())
                .layer(new BatchNormalization.Builder().name("a.norm").build())
                .layer(new DenseLayer.Builder().name("b").nOut(3).build())
                .layer(new ActivationLayer.Builder()
                        .name("b.activation")
                        .activation(Activation.TANH)
                        .build())
                .build();
        var spec = Presets.dense(FOUR).code(2).architecture(Architecture.of(encoder, swish(5)));
        assertThat(new NetworkPlan(spec)
                        .encoderBlocks().stream()
                                .map(block ->
                                        block.stream().map(Layer::getLayerName).toList()))
                .containsExactly(List.of("first", "a", "a.norm"), List.of("b", "b.activation"), List.of("code"));
    }

    @Test
    void plansUpdaterReplacesTheConfigurationsOwn() {
        var encoder = new NeuralNetConfiguration.Builder()
                .updater(new Adam(7))
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(5)
                        .activation(Activation.SWISH)
                        .build())
                .build();
        var spec = Presets.dense(FOUR).code(2).architecture(Architecture.of(encoder, swish(5)));
        var layer = (DenseLayer)
                new NetworkPlan(spec).whole(Optimization.none()).getConf(0).getLayer();
        assertThat(layer.getIUpdater()).isEqualTo(Optimization.none().updater()).isNotEqualTo(new Adam(7));
        assertThat(layer.getActivationFn()).isEqualTo(StableActivation.of(Activation.SWISH));
        assertThat(layer.getNIn()).isEqualTo(4);
    }

    private static MultiLayerConfiguration swish(int... widths) {
        var list = new NeuralNetConfiguration.Builder()
                .updater(new Sgd(3))
                .activation(Activation.SWISH)
                .list();
        for (int width : widths) {
            list.layer(new DenseLayer.Builder().nOut(width).build());
        }
        return list.build();
    }

    private static INDArray gradient(AutoencoderSpec spec) {
        MultiLayerNetwork network = GradientCheck.network(new NetworkPlan(spec).whole());
        Nd4j.getRandom().setSeed(3);
        network.setParams(Nd4j.randn(DataType.DOUBLE, 1, network.numParams()));
        INDArray rows = Nd4j.randn(DataType.DOUBLE, 8, 4);
        network.setInput(rows);
        network.setLabels(rows);
        network.computeGradientAndScore();
        return network.gradient().gradient();
    }
}
