package org.ae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ae4j.file.Json;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What a model file holds; starts no numerical library. */
@Command(
        name = "info",
        sortOptions = false,
        header = "Checks a model file and prints what it holds.",
        description = {
            "Layers, specification, plan, figures and provenance; every hash is verified. With --json"
                    + " the line is what `ae train --config` takes.",
            ""
        },
        footer = {"", "Example:", "  ae info wine.safetensors"})
final class InfoCommand implements Callable<Integer> {
    /** Everything at the top of what is printed. */
    static final Set<String> KEYS = Set.of(
            "model",
            "kind",
            "bytes",
            "hashes",
            "parameters",
            "layers",
            "spec",
            "plan",
            "scaling",
            "metrics",
            "provenance");

    private static final int NAMES = 12;

    @Parameters(paramLabel = "M", description = "The model file.")
    private Path file;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        ModelFile model = ModelFile.read(file);
        ObjectNode json = Json.object();
        json.put("model", file.toString());
        json.put("kind", model.kind());
        json.put("bytes", size());
        json.put("hashes", "verified");
        json.put(
                "parameters",
                model.tensors().stream()
                        .filter(InfoCommand::isParameter)
                        .mapToLong(InfoCommand::elements)
                        .sum());
        json.set("layers", layers(model));
        ObjectNode content = model.content();
        if (content.path("provenance") instanceof ObjectNode provenance && provenance.has("plan")) {
            content.set("plan", provenance.remove("plan"));
        }
        json.setAll(content);
        print(json);
        report.finish(json);
        return 0;
    }

    private void print(ObjectNode json) {
        report.say(
                "%s: %s, %,d parameters, %,d bytes, hashes verified",
                file,
                json.path("kind").textValue(),
                json.path("parameters").longValue(),
                json.path("bytes").longValue());
        report.say("  rows: %s", schema(json.path("spec").path("schema")));
        for (JsonNode layer : json.path("layers")) {
            report.say(
                    "  %-20s %,12d  %s",
                    layer.path("name").textValue(),
                    layer.path("parameters").longValue(),
                    Json.write(layer.path("tensors")));
        }
        if (!report.isJson()) {
            ObjectNode rest = json.deepCopy();
            rest.retain("spec", "plan", "metrics", "provenance");
            rest.withObjectProperty("spec").remove("schema"); // said above; whole in --json
            report.say("%s", Json.pretty(rest));
        }
    }

    private static String schema(JsonNode schema) {
        if (schema.path("type").asText().equals("image")) {
            return "images of %s×%s×%s".formatted(schema.path("channels"), schema.path("height"), schema.path("width"));
        }
        List<String> names = schema.path("columns").findValuesAsText("name");
        String shown = String.join(", ", names.stream().limit(NAMES).toList());
        return names.size() + " columns: " + shown + (names.size() > NAMES ? ", …" : "");
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tensor {@code layer/parameter} belongs to that layer; layers keep the order of the file. */
    private static ArrayNode layers(ModelFile model) {
        Map<String, ObjectNode> layers = new LinkedHashMap<>();
        for (Tensor tensor :
                model.tensors().stream().filter(InfoCommand::isParameter).toList()) {
            int slash = tensor.name().lastIndexOf('/');
            String name = slash < 0 ? tensor.name() : tensor.name().substring(0, slash);
            ObjectNode layer = layers.computeIfAbsent(
                    name, n -> Json.object().put("name", n).put("parameters", 0L));
            layer.put("parameters", layer.path("parameters").longValue() + elements(tensor));
            ArrayNode shape =
                    layer.withObjectProperty("tensors").putArray(tensor.name().substring(slash + 1));
            Arrays.stream(tensor.shape()).forEach(shape::add);
        }
        ArrayNode array = Json.object().putArray("layers");
        array.addAll(List.copyOf(layers.values()));
        return array;
    }

    /** What is kept of the training rows is no layer. */
    private static boolean isParameter(Tensor tensor) {
        return !tensor.name().startsWith("reference/");
    }

    private static long elements(Tensor tensor) {
        return Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact);
    }
}
