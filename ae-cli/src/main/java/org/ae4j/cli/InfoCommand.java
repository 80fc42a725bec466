package org.ae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.ae4j.data.Schema;
import org.ae4j.file.Json;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.pretrain.ModelCard;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.pretrain.PretrainedEncoders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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
            "reference",
            "spec",
            "plan",
            "scaling",
            "metrics",
            "provenance");

    /**
     * What some kinds have beside those: a classifier's head and how it was trained, what is said of an encoder, a detector's
     * score and level.
     */
    static final Set<String> MORE_KEYS =
            Set.of("head", "frozenBlocks", "tuning", "cutAfter", "card", "score", "quantile", "calibrationRows");

    private static final int NAMES = 12;

    /** What a model keeps of rows is no parameter. */
    private static final List<String> FROM_ROWS = List.of("reference", "calibration");

    @Parameters(paramLabel = "M", description = "The model file.")
    private Path file;

    @Option(
            names = "--markdown",
            description =
                    "Print the model card of an encoder, or of the one in an autoencoder's file, and nothing else; M may be"
                            + " fashion-mnist or digits, encoders that come with AE4J.")
    private boolean markdown;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        if (markdown) {
            card();
        } else {
            info();
        }
        return 0;
    }

    private void card() {
        String text = readCard().markdown();
        report.say("%s", text.stripTrailing());
        report.finish(Json.object().put("model", file.toString()).put("markdown", text));
    }

    private ModelCard readCard() {
        if (!PretrainedEncoders.names().contains(file.toString())) {
            return ModelCard.read(file);
        }
        try (PretrainedEncoder encoder = PretrainedEncoders.named(file.toString())) {
            return encoder.card();
        }
    }

    private void info() {
        ModelFile model = ModelFile.read(file);
        ObjectNode json = Json.object();
        json.put("model", file.toString());
        json.put("kind", model.kind());
        json.put("bytes", size());
        json.put("hashes", "verified");
        json.put("parameters", weights(model).mapToLong(InfoCommand::elements).sum());
        json.set("layers", layers(model));
        ObjectNode content = content(model);
        rowsOf(model, "reference/codes")
                .ifPresent(rows -> json.putObject("reference").put("codes", rows));
        rowsOf(model, "calibration/scores").ifPresent(rows -> json.put("calibrationRows", rows));
        if (content.path("provenance") instanceof ObjectNode provenance && provenance.has("plan")) {
            content.set("plan", provenance.remove("plan"));
        }
        json.setAll(content);
        print(json);
        report.finish(json);
    }

    /** What is said of a detector's model stands where a model's own description has it. */
    private static ObjectNode content(ModelFile model) {
        ObjectNode content = model.content();
        return content.remove("model") instanceof ObjectNode inner ? inner.setAll(content) : content;
    }

    private static Stream<Tensor> weights(ModelFile model) {
        return model.tensors().stream().filter(tensor -> !FROM_ROWS.contains(layer(tensor)));
    }

    private static Optional<Long> rowsOf(ModelFile model, String name) {
        return model.tensors().stream()
                .filter(tensor -> tensor.name().equals(name))
                .map(tensor -> tensor.shape()[0])
                .findFirst();
    }

    private static String layer(Tensor tensor) {
        int slash = tensor.name().lastIndexOf('/');
        return slash < 0 ? tensor.name() : tensor.name().substring(0, slash);
    }

    private void print(ObjectNode json) {
        report.say(
                "%s: %s, %,d parameters, %,d bytes, hashes verified",
                file,
                json.path("kind").textValue(),
                json.path("parameters").longValue(),
                json.path("bytes").longValue());
        report.say("  rows: %s", schema(json.path("spec").path("schema")));
        new SpecWords(json.path("spec")).parts().forEach((part, words) -> report.say("  %-10s %s", part, words));
        for (JsonNode layer : json.path("layers")) {
            report.say(
                    "  %-20s %,12d  %s",
                    layer.path("name").textValue(),
                    layer.path("parameters").longValue(),
                    Json.write(layer.path("tensors")));
        }
        if (json.has("reference")) {
            report.say(
                    "  keeps the codes of %s, for detection",
                    Figures.count(json.at("/reference/codes").longValue(), "training row"));
        }
        if (json.has("head")) {
            report.say("  head: %s", Json.write(json.path("head")));
        }
        if (json.has("score")) {
            report.say(
                    "  detector by %s%s",
                    json.path("score").textValue(),
                    json.has("quantile")
                            ? ", flags above the quantile %s of %s"
                                    .formatted(
                                            json.path("quantile"),
                                            Figures.count(
                                                    json.path("calibrationRows").longValue(), "healthy row"))
                            : ", without a threshold");
        }
        if (!report.isJson()) {
            ObjectNode rest = json.deepCopy();
            rest.retain(
                    "card",
                    "plan",
                    "tuning",
                    "metrics",
                    "provenance"); // the specification is said above, whole in --json
            report.say("%s", Json.pretty(rest));
        }
    }

    private static String schema(JsonNode schema) {
        if (schema.path("type").asText().equals("image")) {
            return "images of %s×%s×%s".formatted(schema.path("channels"), schema.path("height"), schema.path("width"));
        }
        if (schema.path("type").asText().equals("sequence")) {
            List<String> features = new ArrayList<>();
            schema.path("features").forEach(feature -> features.add(feature.textValue()));
            return Schema.sequence(
                            features,
                            schema.path("steps").intValue(),
                            schema.path("shortest").intValue())
                    .describe();
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
        for (Tensor tensor : weights(model).toList()) {
            String name = layer(tensor);
            ObjectNode layer = layers.computeIfAbsent(
                    name, n -> Json.object().put("name", n).put("parameters", 0L));
            layer.put("parameters", layer.path("parameters").longValue() + elements(tensor));
            ArrayNode shape =
                    layer.withObjectProperty("tensors").putArray(tensor.name().substring(name.length() + 1));
            Arrays.stream(tensor.shape()).forEach(shape::add);
        }
        ArrayNode array = Json.object().putArray("layers");
        array.addAll(List.copyOf(layers.values()));
        return array;
    }

    private static long elements(Tensor tensor) {
        return Arrays.stream(tensor.shape()).reduce(1, Math::multiplyExact);
    }
}
