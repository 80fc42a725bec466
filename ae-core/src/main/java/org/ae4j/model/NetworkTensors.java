package org.ae4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.file.Tensor;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network's parameters as tensors named {@code layer/parameter}, and back: DL4J's own setters take wrong shapes silently. */
public final class NetworkTensors {
    private NetworkTensors() {}

    /**
     * The tensors of a network, in the order of its layers.
     *
     * @param parameters in the order of DL4J's flat view
     */
    public static List<Tensor> of(MultiLayerConfiguration configuration, float[] parameters) {
        MultiLayerNetwork network = NetworkPlan.network(configuration, parameters);
        var tensors = new ArrayList<Tensor>();
        for (Layer layer : network.getLayers()) {
            layer.paramTable()
                    .forEach((key, values) ->
                            tensors.add(Tensor.of(name(layer, key), values.shape(), rowMajor(values))));
        }
        network.params().close();
        return tensors;
    }

    /**
     * The parameters that tensors hold, in the order of DL4J's flat view; every name and shape is checked, before memory
     * is taken for the network.
     *
     * @param tensors exactly those of the network, in any order
     * @param source where they come from, for messages
     * @throws ModelFileException if one is missing, has another shape, or there are others
     */
    public static float[] parameters(MultiLayerConfiguration configuration, List<Tensor> tensors, String source) {
        var byName = new HashMap<String, Tensor>();
        long found = 0;
        for (Tensor tensor : tensors) {
            byName.put(tensor.name(), tensor);
            found += tensor.values().length;
        }
        long expected = NetworkPlan.parameterCount(configuration);
        if (expected != found) {
            throw new ModelFileException("%s: the specification needs %d parameters, the tensors hold %d"
                    .formatted(source, expected, found));
        }
        MultiLayerNetwork network = NetworkPlan.network(configuration, new float[Math.toIntExact(expected)]);
        for (Layer layer : network.getLayers()) {
            layer.paramTable().forEach((key, values) -> assign(values, byName, name(layer, key), source));
        }
        float[] parameters = network.params().toFloatVector();
        network.params().close();
        return parameters;
    }

    private static void assign(INDArray parameter, Map<String, Tensor> tensors, String name, String source) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), parameter.shape())) {
            throw new ModelFileException("%s: expected a tensor %s of shape %s, found %s"
                    .formatted(
                            source,
                            name,
                            Arrays.toString(parameter.shape()),
                            tensor == null ? "none" : Arrays.toString(tensor.shape())));
        }
        try (INDArray values = Nd4j.create(tensor.values(), tensor.shape(), 'c')) {
            parameter.assign(values);
        }
    }

    private static String name(Layer layer, String key) {
        return layer.conf().getLayer().getLayerName() + "/" + key;
    }

    private static float[] rowMajor(INDArray values) {
        try (INDArray copy = values.dup('c')) {
            return copy.data().asFloat();
        }
    }
}
