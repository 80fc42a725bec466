package org.ae4j.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
<<<<<<< HEAD
=======
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
>>>>>>> wt-anomaly
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;

/**
 * An autoencoder as manifest content and tensors, and both as a model file of kind {@code autoencoder}. Tensors are named
 * {@code layer/parameter}, those of the {@link Reference} {@code reference/…}. Files of other kinds embed a model by the
 * same pair.
 */
public final class AutoencoderFile {
    /** What a file that is one model holds. */
    public static final String KIND = "autoencoder";

    private AutoencoderFile() {}

    static void write(Autoencoder model, Path file, boolean replace) {
<<<<<<< HEAD
        List<Tensor> tensors = NetworkTensors.of(new NetworkPlan(model.spec()).whole(), model.parameters());
        new ModelFile(KIND, manifest(model), tensors).write(file, replace);
=======
        new ModelFile(KIND, content(model), tensors(model)).write(file, replace);
>>>>>>> wt-anomaly
    }

    static Autoencoder read(Path file) {
        ModelFile stored = ModelFile.read(file, KIND);
<<<<<<< HEAD
        String name = file.getFileName().toString();
        try {
            FittedSpec fitted = FittedSpec.read(stored.content());
            float[] parameters =
                    NetworkTensors.parameters(new NetworkPlan(fitted.spec()).whole(), stored.tensors(), name);
            return new Autoencoder(fitted.spec(), fitted.scaling(), parameters, fitted.provenance())
                    .withMetrics(metrics(stored.content().path("metrics")));
=======
        return read(stored.content(), stored.tensors(), file);
    }

    /**
     * The model that {@link #content} and {@link #tensors} describe.
     *
     * @param content of the manifest
     * @param tensors all of the model and no others
     * @param file where they come from, for messages
     * @throws ModelFileException if the tensors do not fit the specification
     */
    public static Autoencoder read(ObjectNode content, List<Tensor> tensors, Path file) {
        try {
            AutoencoderSpec spec = SpecJson.read(content.path("spec"));
            JsonNode scaling = content.path("scaling");
            Map<Boolean, List<Tensor>> parts =
                    tensors.stream().collect(Collectors.partitioningBy(ReferenceTensors::isOne));
            return new Autoencoder(
                            spec,
                            FittedScaling.of(spec.schema(), numbers(scaling, "offset"), numbers(scaling, "scale")),
                            parameters(spec, parts.get(false), file),
                            provenance(content.path("provenance")))
                    .withMetrics(metrics(content.path("metrics")))
                    .withReference(ReferenceTensors.read(spec, parts.get(true), file));
>>>>>>> wt-anomaly
        } catch (ModelFileException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new ModelFileException(name + " was not written by this version of AE4J: " + e.getMessage(), e);
        }
    }

<<<<<<< HEAD
    private static ObjectNode manifest(Autoencoder model) {
        ObjectNode manifest = new FittedSpec(model.spec(), model.scaling(), model.provenance()).json();
=======
    /** The manifest's content: specification, scaling, metrics, provenance. */
    public static ObjectNode content(Autoencoder model) {
        ObjectNode manifest = Json.object();
        manifest.set("spec", SpecJson.write(model.spec()));
        ObjectNode scaling = manifest.putObject("scaling");
        for (double offset : model.scaling().offsets()) {
            scaling.withArray("offset").add(offset);
        }
        for (double scale : model.scaling().scales()) {
            scaling.withArray("scale").add(scale);
        }
>>>>>>> wt-anomaly
        ObjectNode metrics = manifest.putObject("metrics");
        model.metrics().forEach(metrics::put);
        return manifest;
    }

<<<<<<< HEAD
=======
    /** Weights and reference. */
    public static List<Tensor> tensors(Autoencoder model) {
        var tensors = new ArrayList<Tensor>();
        for (Layer layer : model.toMultiLayerNetwork().getLayers()) {
            layer.paramTable()
                    .forEach((key, values) -> tensors.add(Tensor.of(
                            tensorName(layer, key),
                            values.shape(),
                            values.dup('c').data().asFloat())));
        }
        model.reference().map(ReferenceTensors::of).ifPresent(tensors::addAll);
        return tensors;
    }

    private static String tensorName(Layer layer, String key) {
        return layer.conf().getLayer().getLayerName() + "/" + key;
    }

    /** Checks every name and shape against the specification before memory is taken for the network. */
    private static float[] parameters(AutoencoderSpec spec, List<Tensor> stored, Path file) {
        var tensors = new HashMap<String, Tensor>();
        long found = 0;
        for (Tensor tensor : stored) {
            tensors.put(tensor.name(), tensor);
            found += tensor.values().length;
        }
        var plan = new NetworkPlan(spec);
        long expected = NetworkPlan.parameterCount(plan.encoder()) + NetworkPlan.parameterCount(plan.decoder());
        if (expected != found) {
            throw new ModelFileException("%s: the specification needs %d parameters, the tensors hold %d"
                    .formatted(file.getFileName(), expected, found));
        }
        MultiLayerNetwork network = NetworkPlan.network(plan.whole(), new float[Math.toIntExact(expected)]);
        for (Layer layer : network.getLayers()) {
            layer.paramTable()
                    .forEach((key, values) -> values.assign(matching(tensors, tensorName(layer, key), values, file)));
        }
        return network.params().toFloatVector();
    }

    private static INDArray matching(Map<String, Tensor> tensors, String name, INDArray parameter, Path file) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), parameter.shape())) {
            throw new ModelFileException("%s: expected a tensor %s of shape %s, found %s"
                    .formatted(
                            file.getFileName(),
                            name,
                            Arrays.toString(parameter.shape()),
                            tensor == null ? "none" : Arrays.toString(tensor.shape())));
        }
        return Nd4j.create(tensor.values(), tensor.shape(), 'c');
    }

    private static double[] numbers(JsonNode scaling, String name) {
        return StreamSupport.stream(scaling.path(name).spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

>>>>>>> wt-anomaly
    private static Map<String, Double> metrics(JsonNode json) {
        var metrics = new TreeMap<String, Double>();
        json.properties()
                .forEach(field -> metrics.put(field.getKey(), field.getValue().doubleValue()));
        return metrics;
    }
}
