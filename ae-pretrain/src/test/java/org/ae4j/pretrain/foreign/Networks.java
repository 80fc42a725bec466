package org.ae4j.pretrain.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J networks for tests, their weights and statistics all different. */
final class Networks {
    private Networks() {}

    /** A network whose parameters are drawn from -0.5 to 0.5, variances from 0.5 to 1.5. */
    static MultiLayerNetwork random(MultiLayerConfiguration configuration) {
        var network = new MultiLayerNetwork(configuration);
        network.init();
        Nd4j.getRandom().setSeed(4);
        network.setParams(Nd4j.rand(DataType.FLOAT, 1, network.numParams()).subi(0.5));
        for (var layer : network.getLayers()) {
            if (layer.conf().getLayer() instanceof BatchNormalization normalization && !normalization.isUseLogStd()) {
                layer.getParam("var").addi(1);
            }
        }
        return network;
    }

    static INDArray input(long... shape) {
        Nd4j.getRandom().setSeed(9);
        return Nd4j.randn(DataType.FLOAT, shape);
    }

    /** What a layer of rows gives. */
    static float[][] given(MultiLayerNetwork network, int layer, INDArray input) {
        return network.feedForwardToLayer(layer, input).get(layer + 1).toFloatMatrix();
    }

    static void assertEqual(float[][] found, float[][] expected) {
        assertThat(found).hasNumberOfRows(expected.length);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).containsExactly(expected[i], Offset.offset(1e-6f));
        }
    }
}
