package org.ae4j.pretrain.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ae4j.InvalidSpecException;

/**
 * A layer of another network as an own architecture of ours has it. What belongs to training alone is left out: penalties,
 * constraints, weight noise, and dropout in front of convolutions and LSTMs. Data formats are left out, too: weights lie alike
 * in all of them, and between our layers channels and features come first.
 */
final class Cleaning {
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "DenseLayer",
            "BatchNormalization",
            "ActivationLayer",
            "DropoutLayer",
            "ConvolutionLayer",
            "SubsamplingLayer",
            "ZeroPaddingLayer",
            "LSTM",
            "LastTimeStep",
            "RowsToGrid",
            "GridToRows",
            "RowsToSequence",
            "SequenceToSteps",
            "StepsToRows"));
    private static final Set<String> WITH_DROPOUT = Set.of("DenseLayer", "DropoutLayer");
    private static final List<String> EMPTIED = List.of(
            "regularization", "regularizationBias", "constraints", "weightNoise", "cnn2dDataFormat", "dataFormat");

    private Cleaning() {}

    /**
     * The layer's fields, a copy.
     *
     * @throws InvalidSpecException if AE4J has no such layer
     */
    static ObjectNode of(String what, ForeignLayer layer) {
        if (!KNOWN.contains(layer.kind())) {
            throw new InvalidSpecException("%s: layer '%s' is of the kind %s, which cannot be taken over yet; known: %s"
                    .formatted(what, layer.name(), layer.kind(), String.join(", ", KNOWN)));
        }
        ObjectNode fields = layer.fields().deepCopy();
        clean(fields, layer.kind());
        if (fields.path("underlying") instanceof ObjectNode underlying) {
            clean(underlying, layer.innerKind());
        }
        return fields.put("layerName", layer.name());
    }

    private static void clean(ObjectNode fields, String kind) {
        EMPTIED.forEach(fields::remove);
        fields.remove("rnnDataFormat");
        if (!WITH_DROPOUT.contains(kind)) {
            fields.remove("idropout");
        }
        if (fields.has("convolutionMode")) {
            JsonNode mode = fields.path("convolutionMode"); // strict is truncating where nothing is left to truncate
            fields.put("convolutionMode", mode.asText().equals("Strict") || mode.isNull() ? "Truncate" : mode.asText());
        }
    }
}
