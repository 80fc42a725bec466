package org.ae4j.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where an array that gradients move lies in DL4J's flat view: the weights or biases of a layer, or γ or β of a
 * normalisation.
 *
 * @param from of its first number
 * @param length how many numbers it has
 */
public record ParameterArray(int from, int length) {
    private static final Set<String> STATISTICS = Set.of(
            BatchNormalizationParamInitializer.GLOBAL_MEAN,
            BatchNormalizationParamInitializer.GLOBAL_VAR,
            BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

    /** Those of all layers, in order; running statistics are none. */
    public static List<ParameterArray> learnt(MultiLayerConfiguration configuration) {
        var arrays = new ArrayList<ParameterArray>();
        long from = 0;
        for (NeuralNetConfiguration layer : configuration.getConfs()) {
            var initializer = layer.getLayer().initializer();
            long count = initializer.numParams(layer);
            if (count > 0) {
                add(arrays, layer, from, count);
            }
            from += count;
        }
        return arrays;
    }

    private static void add(List<ParameterArray> arrays, NeuralNetConfiguration layer, long from, long count) {
        try (INDArray view = Nd4j.createUninitialized(1, count)) {
            ParameterViews.of(layer, view).entrySet().stream()
                    .filter(entry -> !STATISTICS.contains(entry.getKey()))
                    .map(entry -> new ParameterArray(
                            Math.toIntExact(from + entry.getValue().offset()),
                            Math.toIntExact(entry.getValue().length())))
                    .sorted(Comparator.comparingInt(ParameterArray::from))
                    .forEach(arrays::add);
        }
    }
}
