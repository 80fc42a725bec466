package org.ae4j.layer;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A {@link ReshapeLayer} in a network. */
final class ReshapeStage extends AbstractLayer<ReshapeLayer> {
    private static final long serialVersionUID = 1L;

    ReshapeStage(NeuralNetConfiguration configuration, DataType type) {
        super(configuration, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        return copy(layerConf().forward(input), ArrayType.ACTIVATIONS, workspaces);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        INDArray gradient = layerConf().backward(epsilon, input);
        return new Pair<>(new DefaultGradient(), copy(gradient, ArrayType.ACTIVATION_GRAD, workspaces));
    }

    private static INDArray copy(INDArray array, ArrayType kind, LayerWorkspaceMgr workspaces) {
        return workspaces
                .createUninitialized(kind, array.dataType(), array.shape(), 'c')
                .assign(array);
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public void clearNoiseWeightParams() {}

    @Override
    public INDArray params() {
        return null;
    }
}
