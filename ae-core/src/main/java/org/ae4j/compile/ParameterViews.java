package org.ae4j.compile;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The arrays of a layer as views of its part of a flat array; DL4J cannot tell those of both directions. */
public final class ParameterViews {
    private ParameterViews() {}

    /**
     * Views by parameter's name, such as {@code W}, or {@code fW} and {@code bW} of both directions.
     *
     * @param configuration of the layer
     * @param flat {@code [1, parameters]} of the layer
     */
    public static Map<String, INDArray> of(NeuralNetConfiguration configuration, INDArray flat) {
        if (!(configuration.getLayer() instanceof Bidirectional both)) {
            return configuration.getLayer().initializer().getGradientsFromFlattened(configuration, flat);
        }
        long half = flat.length() / 2;
        var views = new LinkedHashMap<String, INDArray>();
        direction(configuration, both.getFwd(), flat, 0, half)
                .forEach((name, view) -> views.put(BidirectionalParamInitializer.FORWARD_PREFIX + name, view));
        direction(configuration, both.getBwd(), flat, half, 2 * half)
                .forEach((name, view) -> views.put(BidirectionalParamInitializer.BACKWARD_PREFIX + name, view));
        return views;
    }

    private static Map<String, INDArray> direction(
            NeuralNetConfiguration configuration, Layer layer, INDArray flat, long from, long to) {
        NeuralNetConfiguration own = configuration.clone();
        own.setLayer(layer);
        INDArray part = flat.reshape(1, flat.length()).get(NDArrayIndex.all(), NDArrayIndex.interval(from, to));
        return layer.initializer().getGradientsFromFlattened(own, part);
    }
}
