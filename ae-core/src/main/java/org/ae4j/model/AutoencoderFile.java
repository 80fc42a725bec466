package org.ae4j.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ae4j.AutoencoderException;
import org.ae4j.ModelFileException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;

/** An autoencoder as a model file of kind {@code autoencoder}: tensors are named {@code layer/parameter}. */
final class AutoencoderFile {
    static final String KIND = "autoencoder";

    private AutoencoderFile() {}

    static void write(Autoencoder model, Path file, boolean replace) {
        List<Tensor> tensors = NetworkTensors.of(new NetworkPlan(model.spec()).whole(), model.parameters());
        new ModelFile(KIND, manifest(model), tensors).write(file, replace);
    }

    static Autoencoder read(Path file) {
        ModelFile stored = ModelFile.read(file, KIND);
        String name = file.getFileName().toString();
        try {
            FittedSpec fitted = FittedSpec.read(stored.content());
            float[] parameters =
                    NetworkTensors.parameters(new NetworkPlan(fitted.spec()).whole(), stored.tensors(), name);
            return new Autoencoder(fitted.spec(), fitted.scaling(), parameters, fitted.provenance())
                    .withMetrics(metrics(stored.content().path("metrics")));
        } catch (ModelFileException e) {
            throw e;
        } catch (AutoencoderException e) {
            throw new ModelFileException(name + " was not written by this version of AE4J: " + e.getMessage(), e);
        }
    }

    private static ObjectNode manifest(Autoencoder model) {
        ObjectNode manifest = new FittedSpec(model.spec(), model.scaling(), model.provenance()).json();
        ObjectNode metrics = manifest.putObject("metrics");
        model.metrics().forEach(metrics::put);
        return manifest;
    }

    private static Map<String, Double> metrics(JsonNode json) {
        var metrics = new TreeMap<String, Double>();
        json.properties()
                .forEach(field -> metrics.put(field.getKey(), field.getValue().doubleValue()));
        return metrics;
    }
}
