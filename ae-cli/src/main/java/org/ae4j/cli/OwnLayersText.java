package org.ae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.ae4j.file.Json;

/** The user's own layers in words, in place of DL4J's JSON, which goes on for pages. */
final class OwnLayersText {
    private OwnLayersText() {}

    /** Encoder and decoder: {@code "own, wide: DenseLayer to 9, ActivationSwish; code; …"}. */
    static String of(JsonNode architecture) {
        var lines = new ArrayList<String>();
        addLines(lines, architecture.path("encoder").asText());
        lines.add("code");
        addLines(lines, architecture.path("decoder").asText());
        return "own, " + String.join("; ", lines);
    }

    private static void addLines(List<String> lines, String text) {
        for (JsonNode conf : Json.parse(text, "own layers").path("confs")) {
            lines.add(line(conf.path("layer")));
        }
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
