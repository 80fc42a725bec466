package org.ae4j.pretrain.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.ae4j.InvalidSpecException;
import org.ae4j.spec.ConfigurationText;

/** The layers of a configuration of DL4J's, a list or a graph that is one line, read as values. */
final class ForeignText {
    private static final int MAX_LAYERS = 1024;

    private ForeignText() {}

    /**
     * The layers from the input on.
     *
     * @param what what the text is, for messages
     * @throws InvalidSpecException if it is no such configuration, or names a class that is none of DL4J, ND4J or AE4J
     */
    static List<ForeignLayer> layers(String what, String text) {
        JsonNode root = ConfigurationText.read(what, text);
        List<ForeignLayer> layers = root.path("vertices").isObject() ? ofGraph(what, root) : ofList(what, root);
        var names = new HashSet<String>();
        for (ForeignLayer layer : layers) {
            if (!names.add(layer.name())) {
                throw new InvalidSpecException(
                        what + " has two layers named '" + layer.name() + "': layers need names of their own");
            }
        }
        if (layers.isEmpty() || layers.size() > MAX_LAYERS) {
            throw new InvalidSpecException(
                    "%s has %d layers, expected 1 to %d".formatted(what, layers.size(), MAX_LAYERS));
        }
        return layers;
    }

    private static List<ForeignLayer> ofList(String what, JsonNode root) {
        var layers = new ArrayList<ForeignLayer>();
        JsonNode confs = root.path("confs");
        for (int i = 0; i < confs.size(); i++) {
            ObjectNode fields = fields(what, confs.path(i));
            String name = fields.path("layerName").asText("");
            JsonNode inFront = root.path("inputPreProcessors").path(Integer.toString(i));
            layers.add(new ForeignLayer(name.isEmpty() ? "layer" + i : name, fields, inFront));
        }
        return layers;
    }

    private static List<ForeignLayer> ofGraph(String what, JsonNode root) {
        JsonNode inputs = root.path("networkInputs");
        if (inputs.size() != 1) {
            throw new InvalidSpecException(
                    what + " has " + inputs.size() + " inputs: a graph must be one line from one input");
        }
        var layers = new ArrayList<ForeignLayer>();
        JsonNode pending = MissingNode.getInstance();
        String last = inputs.path(0).asText();
        for (int i = 0; i < root.path("vertices").size(); i++) {
            last = next(what, root.path("vertexInputs"), last);
            JsonNode vertex = root.path("vertices").path(last);
            JsonNode own = vertex.path("preProcessor");
            JsonNode inFront = own.isObject() ? own : pending;
            if (own.isObject() && pending.isObject()) {
                throw new InvalidSpecException(what + ": two preprocessors stand in front of '" + last + "'");
            }
            if (vertex.path("@class").asText().endsWith(".PreprocessorVertex")) {
                pending = inFront;
            } else if (vertex.path("@class").asText().endsWith(".LayerVertex")) {
                layers.add(new ForeignLayer(last, fields(what, vertex.path("layerConf")), inFront));
                pending = MissingNode.getInstance();
            } else {
                throw new InvalidSpecException("%s: vertex '%s' is a %s, expected layers one behind the other"
                        .formatted(what, last, simpleName(vertex.path("@class").asText())));
            }
        }
        return layers;
    }

    /** The one vertex that takes what a vertex gives. */
    private static String next(String what, JsonNode vertexInputs, String from) {
        var users = new ArrayList<String>();
        for (Map.Entry<String, JsonNode> vertex : vertexInputs.properties()) {
            JsonNode inputs = vertex.getValue();
            for (JsonNode input : inputs) {
                if (input.asText().equals(from)) {
                    users.add(vertex.getKey());
                }
            }
            if (inputs.size() != 1) {
                throw new InvalidSpecException("%s: vertex '%s' has %d inputs: a graph must be one line from one input"
                        .formatted(what, vertex.getKey(), inputs.size()));
            }
        }
        if (users.size() != 1) {
            throw new InvalidSpecException("%s: %d vertices take what '%s' gives: a graph must be one line"
                    .formatted(what, users.size(), from));
        }
        return users.get(0);
    }

    private static ObjectNode fields(String what, JsonNode conf) {
        if (conf.path("layer") instanceof ObjectNode fields) {
            return fields;
        }
        throw new InvalidSpecException(what + " is no configuration of DL4J: a layer is missing");
    }

    static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
