package org.ae4j.spec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.ae4j.InvalidSpecException;

/**
 * The JSON text of a {@code MultiLayerConfiguration}, read as a tree of values: DL4J's own reader initialises every class
 * that a text names. Its normal form holds the layers alone, without what belongs to a training run, and is what it is
 * made of again.
 */
final class OwnText {
    private static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_LAYERS = 256;
    private static final int MAX_DEPTH = 32;
    private static final String LAYERS = "confs";
    private static final String LAYER = "layer";
    private static final String NAME = "layerName";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Jackson's own algorithm: Double.toString differs between Java 17 and 19.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private OwnText() {}

    /**
     * The normal form of a text.
     *
     * @param part {@code encoder} or {@code decoder}, for messages and for layers without a name
     * @param names of other layers; those of this text are added
     * @throws InvalidSpecException if it is none, or holds what cannot be trained
     */
    static String normal(String part, String text, Set<String> names) {
        JsonNode root = ConfigurationText.read("the own " + part, text);
        checkFrame(part, root);
        ObjectNode normal = MAPPER.createObjectNode();
        ArrayNode layers = normal.putArray(LAYERS);
        for (int i = 0; i < root.path(LAYERS).size(); i++) {
            JsonNode layer = root.path(LAYERS).path(i).path(LAYER);
            String name = OwnNames.take(part + i, layer.path(NAME), names);
            String place = "layer '" + name + "' of the own " + part;
            layers.addObject().set(LAYER, OwnReader.normal(place, name, layer, OwnKinds.of(part)));
        }
        return write(normal);
    }

    private static void checkFrame(String part, JsonNode root) {
        JsonNode layers = root.path(LAYERS);
        if (!layers.isArray() || layers.isEmpty()) {
            throw new InvalidSpecException("the own " + part + " has no layers: give the hidden layers alone, at least"
                    + " one; the code layer and the output are added");
        }
        if (layers.size() > MAX_LAYERS) {
            throw new InvalidSpecException(
                    "the own %s has %d layers, at most %d can be read".formatted(part, layers.size(), MAX_LAYERS));
        }
        if (!root.path("inputPreProcessors").isEmpty()) {
            throw new InvalidSpecException(
                    "the own " + part + " has an input preprocessor: an own architecture takes rows,"
                            + " leave out setInputType; RowsToGrid, GridToRows and RowsToSequence are layers of their own");
        }
    }

    /** The layers of a normal form. */
    static List<OwnLayer> layers(String part, String normal) {
        var layers = new ArrayList<OwnLayer>();
        for (JsonNode conf : parse("the own " + part, normal).path(LAYERS)) {
            JsonNode layer = conf.path(LAYER);
            String kind = OwnClasses.simpleName(layer.path("@class").textValue());
            layers.add(new OwnLayer(layer.path(NAME).textValue(), kind, write(layer)));
        }
        return layers;
    }

    /**
     * A text as a tree of values.
     *
     * @param what what it is, for messages
     */
    static JsonNode parse(String what, String text) {
        if (text == null || text.length() > MAX_LENGTH) {
            throw new InvalidSpecException(what + " is no configuration: its text "
                    + (text == null ? "is missing" : "has " + text.length() + " characters, at most " + MAX_LENGTH));
        }
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new InvalidSpecException(
                    what + " is no JSON of a MultiLayerConfiguration: " + e.getOriginalMessage(), e);
        }
    }

    private static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a tree can always be written
        }
    }
}
