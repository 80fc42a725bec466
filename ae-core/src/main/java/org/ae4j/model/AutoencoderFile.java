package org.ae4j.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.engine.Backend;
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
        new ModelFile(KIND, content(model), tensors(model)).write(file, replace);
    }

    static Autoencoder read(Path file) {
        ModelFile stored = ModelFile.read(file, KIND);
        return read(stored.content(), stored.tensors(), file);
    }

    /**
     * The model that {@link #content} and {@link #tensors} describe.
     *
     * @param content of the manifest
     * @param tensors all of the model and no others
     * @param file where they come from, for messages
     * @throws ModelFileException if the tensors do not fit the specification
     * @throws AutoencoderException if ND4J has no backend
     */
    public static Autoencoder read(ObjectNode content, List<Tensor> tensors, Path file) {
        String name = file.getFileName().toString();
        Backend.start(); // says what is wrong with it, where building a network would only fail
        try {
            FittedSpec fitted = FittedSpec.read(content);
            Map<Boolean, List<Tensor>> parts =
                    tensors.stream().collect(Collectors.partitioningBy(ReferenceTensors::isOne));
            float[] parameters = new ModelTensors(fitted.spec()).read(parts.get(false), name);
            return new Autoencoder(fitted.spec(), fitted.scaling(), parameters, fitted.provenance())
                    .withMetrics(metrics(content.path("metrics")))
                    .withReference(ReferenceTensors.read(fitted.spec(), parts.get(true), file));
        } catch (ModelFileException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new ModelFileException(name + " was not written by this version of AE4J: " + e.getMessage(), e);
        }
    }

    /** The manifest's content: specification, scaling, metrics, provenance. */
    public static ObjectNode content(Autoencoder model) {
        ObjectNode manifest = new FittedSpec(model.spec(), model.scaling(), model.provenance()).json();
        ObjectNode metrics = manifest.putObject("metrics");
        model.metrics().forEach(metrics::put);
        return manifest;
    }

    /** Weights and reference. */
    public static List<Tensor> tensors(Autoencoder model) {
        var tensors = new ArrayList<>(new ModelTensors(model.spec()).of(model.parameters()));
        model.reference().map(ReferenceTensors::of).ifPresent(tensors::addAll);
        return tensors;
    }

    private static Map<String, Double> metrics(JsonNode json) {
        var metrics = new TreeMap<String, Double>();
        json.properties()
                .forEach(field -> metrics.put(field.getKey(), field.getValue().doubleValue()));
        return metrics;
    }
}
