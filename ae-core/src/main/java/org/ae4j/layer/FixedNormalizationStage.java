package org.ae4j.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.ops.transforms.Transforms;

/** A {@link FixedNormalization} in a network: {@code [rows, units]} or {@code [rows, channels, height, width]}. */
final class FixedNormalizationStage extends FrozenLayerWithBackprop {
    private static final long serialVersionUID = 1L;

    private final double epsilon;

    FixedNormalizationStage(Layer normalization, double epsilon) {
        super(normalization);
        this.epsilon = epsilon;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray outputGradient, LayerWorkspaceMgr workspaces) {
        underlying.getGradientsViewArray().assign(0);
        INDArray gamma = underlying.getParam(BatchNormalizationParamInitializer.GAMMA);
        INDArray variance = underlying.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
        INDArray factor = gamma.div(Transforms.sqrt(variance.add(epsilon), false));
        INDArray inputGradient = workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, outputGradient.dataType(), outputGradient.shape(), 'c');
        return new Pair<>(
                new DefaultGradient(),
                Broadcast.mul(outputGradient, factor.reshape(factor.length()), inputGradient, 1));
    }
}
