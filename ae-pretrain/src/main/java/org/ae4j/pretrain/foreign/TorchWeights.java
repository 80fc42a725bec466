package org.ae4j.pretrain.foreign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.Suggestion;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.compile.Optimization;
import org.ae4j.file.SafetensorsFile;
import org.ae4j.file.Tensor;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.FittedSpec;
import org.ae4j.model.NetworkTensors;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Scaling;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights of PyTorch in a safetensors file ({@code safetensors.torch.save_file(model.state_dict(), "w.safetensors")}), put into
 * the encoder of a specification by name. The file holds numbers and names alone, so what the layers do must be said by the
 * specification: their kinds, widths and activations as in PyTorch, with {@link org.ae4j.spec.Architecture#of} where a preset
 * has others.
 *
 * <p>What is not the same in both: {@code nn.GELU} and GELU here, which is {@code nn.GELU} only in its sigmoid form, and {@code
 * nn.Hardsigmoid}, whose slope is 1/6 and here 0.2. Convolutions with margins that PyTorch cannot have are refused.
 */
public final class TorchWeights {
    private final String name;
    private final SafetensorsFile file;

    private TorchWeights(String name, SafetensorsFile file) {
        this.name = name;
        this.file = file;
    }

    /**
     * Opens a file.
     *
     * @throws ModelFileException if it is missing, damaged, or a pickle
     */
    public static TorchWeights open(Path file) {
        return new TorchWeights(file.getFileName().toString(), SafetensorsFile.open(file));
    }

    /** The names of all tensors. */
    public List<String> names() {
        return file.names();
    }

    /**
     * An encoder whose weights are all in the file; raw rows are scaled by none or by a number, as the specification says.
     *
     * @param spec its encoder's tensors are named as {@code ae info} lists them, such as {@code encoder0/W}
     * @throws InvalidSpecException if a name of the map is unknown, a tensor of the encoder has no source, or the specification
     *     has windows that PyTorch cannot have
     * @throws ModelFileException if a tensor has another shape than is needed, or a value is not finite
     */
    public ForeignEncoder encoder(AutoencoderSpec spec, NameMap names) {
        return encoder(spec, names, scaling(spec));
    }

    /** What {@link #encoder(AutoencoderSpec, NameMap)} gives, with the numbers of the scaling. */
    public ForeignEncoder encoder(AutoencoderSpec spec, NameMap names, FittedScaling scaling) {
        return load(spec, names, scaling, null);
    }

    /**
     * An encoder some of whose weights are in the file; the others are drawn as for training, and the report names them.
     *
     * @param seed of what is drawn
     */
    public ForeignEncoder partly(AutoencoderSpec spec, NameMap names, FittedScaling scaling, long seed) {
        return load(spec, names, scaling, seed);
    }

    /**
     * The scaling of a specification that needs no training rows.
     *
     * @throws InvalidSpecException if it needs some
     */
    public static FittedScaling scaling(AutoencoderSpec spec) {
        if (spec.scaling() instanceof Scaling.Divide divide) {
            return ForeignRows.of(spec.schema()).divide(divide.by()).fitted();
        }
        if (spec.scaling() instanceof Scaling.None) {
            return ForeignRows.of(spec.schema()).fitted();
        }
        throw new InvalidSpecException(
                "the scaling " + spec.scaling() + " has numbers that are not in a file of weights: give"
                        + " them as FittedScaling.of(schema, offsets, scales), or set Scaling.none() or divide");
    }

    private ForeignEncoder load(AutoencoderSpec spec, NameMap names, FittedScaling scaling, Long seed) {
        TorchPadding.check(spec);
        var plan = new NetworkPlan(spec);
        MultiLayerConfiguration configuration = plan.encoder();
        MultiLayerNetwork network = initial(plan, seed);
        Map<String, String> sources = sources(network, names);
        var loaded = new LinkedHashSet<String>();
        var missing = new ArrayList<String>();
        var tensors = new ArrayList<Tensor>();
        for (Layer layer : network.getLayers()) {
            for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
                String target = target(layer, parameter.getKey());
                INDArray values = parameter.getValue();
                String source = sources.get(target);
                if (source == null) {
                    missing.add(target);
                    tensors.add(Tensor.of(
                            target, values.shape(), values.dup('c').data().asFloat()));
                } else {
                    tensors.add(tensor(layer, parameter.getKey(), values.shape(), source, loaded));
                }
            }
        }
        network.params().close();
        if (seed == null && !missing.isEmpty()) {
            throw new InvalidSpecException(
                    "%s: the name map has no source for %s: add lines such as '%s <- name', or load partly"
                            .formatted(name, String.join(", ", missing), missing.get(0)));
        }
        float[] parameters = NetworkTensors.parameters(configuration, tensors, name);
        var provenance = new Provenance("", 0, "{}", name + ", PyTorch weights by name", "");
        return new ForeignEncoder(
                new FittedSpec(spec, scaling, provenance),
                parameters,
                new LoadReport(List.copyOf(loaded), skipped(loaded), missing));
    }

    private static MultiLayerNetwork initial(NetworkPlan plan, Long seed) {
        var optimization = Optimization.none().seed(seed == null ? 1 : seed);
        var layers = plan.encoderBlocks().stream().flatMap(List::stream).toList();
        var network = new MultiLayerNetwork(plan.configuration(optimization, layers));
        network.init();
        return network;
    }

    private Tensor tensor(Layer layer, String parameter, long[] shape, String source, Set<String> loaded) {
        String target = target(layer, parameter);
        TorchLayer kind = TorchLayer.of(layer.conf().getLayer());
        float[] values = null;
        for (String part : NameMap.sum(source)) {
            float[] next = values(target, kind, kind.shape(parameter, shape), part, loaded);
            for (int i = 0; values != null && i < values.length; i++) {
                next[i] += values[i];
            }
            values = next;
        }
        float[] own = kind.values(parameter, shape, values);
        for (int i = 0; parameter.equals("var") && i < own.length; i++) {
            if (own[i] < 0) {
                throw new ModelFileException(
                        "%s: %s is %s at index %d, a variance is at least 0".formatted(name, source, own[i], i));
            }
        }
        return Tensor.of(target, shape, own);
    }

    private float[] values(String target, TorchLayer kind, long[] expected, String source, Set<String> loaded) {
        if (source.equals("0") || source.equals("1")) {
            float[] values = new float[(int) Arrays.stream(expected).reduce(1, (a, b) -> a * b)];
            Arrays.fill(values, Float.parseFloat(source));
            return values;
        }
        if (!names().contains(source)) {
            throw new InvalidSpecException(
                    "%s has no tensor '%s', which the name map gives %s".formatted(name, source, target)
                            + Suggestion.forUnknown(source, names()));
        }
        long[] found = file.shape(source);
        if (!kind.fits(expected, found)) {
            throw new ModelFileException("%s: %s needs a tensor of shape %s, '%s' has %s"
                    .formatted(name, target, Arrays.toString(expected), source, Arrays.toString(found)));
        }
        loaded.add(source);
        return file.values(source);
    }

    /** The map with each layer in place of a module replaced by its tensors. */
    private Map<String, String> sources(MultiLayerNetwork network, NameMap names) {
        var targets = new LinkedHashMap<String, Layer>();
        var known = new TreeSet<String>();
        for (Layer layer : network.getLayers()) {
            if (!layer.paramTable().isEmpty()) {
                targets.put(layer.conf().getLayer().getLayerName(), layer);
                layer.paramTable().keySet().forEach(key -> known.add(target(layer, key)));
            }
        }
        var sources = new LinkedHashMap<String, String>();
        names.sources().forEach((target, source) -> {
            Layer layer = targets.get(target);
            if (layer != null) {
                module(layer, target, source).forEach((key, part) -> sources.put(target + "/" + key, part));
            } else if (!known.contains(target)) {
                known.addAll(targets.keySet());
                throw new InvalidSpecException("the name map names '" + target + "', which the encoder does not have"
                        + Suggestion.forUnknown(target, known));
            }
        });
        names.sources().forEach((target, source) -> {
            if (known.contains(target)) {
                sources.put(target, source);
            }
        });
        return sources;
    }

    /** The sources of a layer out of a module; all of the module's real tensors must have a place. */
    private Map<String, String> module(Layer layer, String target, String module) {
        Map<String, String> sources = TorchLayer.of(layer.conf().getLayer())
                .sources(layer.paramTable().keySet(), module);
        var used = new ArrayList<String>();
        sources.values().forEach(source -> used.addAll(NameMap.sum(source)));
        List<String> own = names().stream()
                .filter(tensor -> tensor.startsWith(module + ".") && file.isReal(tensor))
                .toList();
        if (own.isEmpty()) {
            throw new InvalidSpecException("%s has no tensors of a module '%s', which the name map gives layer '%s'"
                            .formatted(name, module, target)
                    + Suggestion.forUnknown(module, modules()));
        }
        for (String tensor : own) {
            if (!used.contains(tensor)) {
                throw new InvalidSpecException("%s: '%s' has no place in layer '%s', which has %s: map tensor by tensor"
                        .formatted(name, tensor, target, String.join(", ", sources.keySet())));
            }
        }
        return sources;
    }

    private Set<String> modules() {
        var modules = new TreeSet<String>();
        names().forEach(tensor ->
                modules.add(tensor.contains(".") ? tensor.substring(0, tensor.lastIndexOf('.')) : tensor));
        return modules;
    }

    private Map<String, String> skipped(Set<String> loaded) {
        var skipped = new LinkedHashMap<String, String>();
        for (String tensor : names()) {
            if (!loaded.contains(tensor)) {
                skipped.put(tensor, file.isReal(tensor) ? "not in the name map" : "no real numbers");
            }
        }
        return skipped;
    }

    private static String target(Layer layer, String parameter) {
        return layer.conf().getLayer().getLayerName() + "/" + parameter;
    }
}
