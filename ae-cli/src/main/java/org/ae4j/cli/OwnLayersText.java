package org.ae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ae4j.file.Json;

/** The user's own layers in a line each, in place of DL4J's JSON, which goes on for pages. */
final class OwnLayersText {
    private OwnLayersText() {}

    /** Replaces the two configurations in a specification; one of another architecture stays as it is. */
    static void shorten(JsonNode spec) {
        if (spec.path("architecture") instanceof ObjectNode own
                && own.path("type").asText().equals("own")) {
            own.set("encoder", layers(own.path("encoder").asText()));
            own.set("decoder", layers(own.path("decoder").asText()));
        }
    }

    private static ArrayNode layers(String text) {
        ArrayNode lines = Json.object().arrayNode();
        for (JsonNode conf : Json.parse(text, "own layers").path("confs")) {
            lines.add(line(conf.path("layer")));
        }
        return lines;
    }

    /** Such as {@code wide: DenseLayer to 32, ActivationSwish}. */
    private static String line(JsonNode layer) {
        var line =
                new StringBuilder(layer.path("layerName").asText()).append(": ").append(simpleName(layer));
        if (layer.hasNonNull("nin")) {
            line.append(" to ").append(layer.path("nout"));
        }
        for (String part : new String[] {"activationFn", "idropout"}) {
            if (layer.hasNonNull(part)) {
                line.append(", ").append(simpleName(layer.path(part)));
            }
        }
        return line.toString();
    }

    private static String simpleName(JsonNode part) {
        String name = part.path("@class").asText();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
