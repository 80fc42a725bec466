package org.ae4j.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.StateArray;
import org.ae4j.compile.WeightBlock;
import org.ae4j.file.Tensor;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * A model's parameters as tensors and back: those of its networks, and its state arrays. Weights that are tied are there
 * once, as the encoder's.
 */
final class ModelTensors {
    private static final String WEIGHTS = "/W";

    private final AutoencoderSpec spec;
    private final NetworkPlan plan;
    private final List<MultiLayerConfiguration> parts;

    ModelTensors(AutoencoderSpec spec) {
        this.spec = spec;
        this.plan = new NetworkPlan(spec);
        this.parts = plan.parts();
    }

    /** The tensors of a model's parameters. */
    List<Tensor> of(float[] parameters) {
        var tensors = new ArrayList<Tensor>();
        int from = 0;
        for (int i = 0; i < parts.size(); i++) {
            int to = from + count(parts.get(i));
            List<Tensor> all = NetworkTensors.of(parts.get(i), Arrays.copyOfRange(parameters, from, to));
            tensors.addAll(
                    isMirror(i)
                            ? all.stream().filter(tensor -> !isWeights(tensor)).toList()
                            : all);
            from = to;
        }
        for (StateArray array : StateArray.of(spec)) {
            tensors.add(Tensor.of(
                    array.name(), array.shape(), Arrays.copyOfRange(parameters, from, from + array.length())));
            from += array.length();
        }
        return tensors;
    }

    /**
     * The parameters that tensors hold; every name and shape is checked.
     *
     * @param tensors exactly those of the model, in any order
     * @param source where they come from, for messages
     * @throws ModelFileException if one is missing, has another shape, or there are others
     */
    float[] read(List<Tensor> tensors, String source) {
        var rest = new HashMap<String, Tensor>();
        tensors.forEach(tensor -> rest.put(tensor.name(), tensor));
        List<float[]> state = StateArray.of(spec).stream()
                .map(array -> take(array, rest, source))
                .toList();
        var all = new ArrayList<float[]>();
        for (int i = 0; i < parts.size(); i++) {
            boolean isLast = i == parts.size() - 1;
            List<Tensor> own = isLast ? List.copyOf(rest.values()) : remove(rest, layers(parts.get(i)));
            if (isMirror(i)) {
                own = withWeights(own, all.get(0));
            }
            all.add(NetworkTensors.parameters(parts.get(i), own, source));
        }
        all.addAll(state);
        return joined(all);
    }

    private static Set<String> layers(MultiLayerConfiguration part) {
        var names = new LinkedHashSet<String>();
        part.getConfs().forEach(layer -> names.add(layer.getLayer().getLayerName()));
        return names;
    }

    private static List<Tensor> remove(Map<String, Tensor> tensors, Set<String> layers) {
        List<Tensor> own = tensors.values().stream()
                .filter(tensor -> layers.contains(tensor.name().split("/")[0]))
                .toList();
        own.forEach(tensor -> tensors.remove(tensor.name()));
        return own;
    }

    private static float[] take(StateArray array, Map<String, Tensor> tensors, String source) {
        Tensor tensor = tensors.remove(array.name());
        if (tensor == null || !Arrays.equals(tensor.shape(), array.shape())) {
            throw new ModelFileException("%s: expected a tensor %s of shape %s, found %s"
                    .formatted(
                            source,
                            array.name(),
                            Arrays.toString(array.shape()),
                            tensor == null ? "none" : Arrays.toString(tensor.shape())));
        }
        return tensor.values();
    }

    /** The decoder's tensors with the encoder's weights, transposed. */
    private List<Tensor> withWeights(List<Tensor> biases, float[] encoder) {
        List<WeightBlock> from = WeightBlock.of(parts.get(0));
        var tensors = new ArrayList<>(biases);
        List<String> names = parts.get(1).getConfs().stream()
                .map(layer -> layer.getLayer().getLayerName())
                .filter(name -> !name.contains("."))
                .toList();
        for (int i = 0; i < from.size(); i++) {
            WeightBlock block = from.get(from.size() - 1 - i);
            // row-major [outputs, inputs] of the encoder's layer is [inputs, outputs] of its mirror
            float[] values = Arrays.copyOfRange(encoder, block.from(), block.from() + block.length());
            tensors.add(Tensor.of(names.get(i) + WEIGHTS, new long[] {block.outputs(), block.inputs()}, values));
        }
        return tensors;
    }

    private boolean isMirror(int part) {
        return part > 0 && plan.isTied();
    }

    private static boolean isWeights(Tensor tensor) {
        return tensor.name().endsWith(WEIGHTS);
    }

    private static int count(MultiLayerConfiguration configuration) {
        return Math.toIntExact(NetworkPlan.parameterCount(configuration));
    }

    private static float[] joined(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
