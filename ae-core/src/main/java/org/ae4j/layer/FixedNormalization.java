package org.ae4j.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Batch normalisation that training leaves as it is: {@code y = γ (x − mean) / √(variance + ε) + β} with the running
 * statistics in training as in use, none of the four moved; {@code ∂L/∂x = ∂L/∂y · γ / √(variance + ε)}. Its parameters lie
 * as those of the normalisation that it holds.
 *
 * <p>DL4J's own wrapper for frozen layers would pass gradients back as if the statistics were those of the batch.
 */
public final class FixedNormalization extends FrozenLayerWithBackprop {
    private static final long serialVersionUID = 1L;

    /** Fixes a normalisation; takes its name. */
    public FixedNormalization(@JsonProperty("underlying") BatchNormalization normalization) {
        super(normalization);
        setLayerName(normalization.getLayerName());
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        Layer frozen = super.instantiate(configuration, listeners, index, parameters, initialize, type);
        Layer inner = ((org.deeplearning4j.nn.layers.FrozenLayerWithBackprop) frozen).getInsideLayer();
        return new FixedNormalizationStage(inner, ((BatchNormalization) getUnderlying()).getEps());
    }
}
