package org.ae4j.pretrain.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.file.Json;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.OwnLayer;
import org.ae4j.spec.OwnShape;
import org.ae4j.spec.Presets;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/**
 * The specification of a network's first layers. A dense layer at the cut is the code layer itself; behind another one stands a
 * code layer that changes nothing: an identity matrix without bias, so that codes are what the layer gives, flattened.
 *
 * @param spec with a linear decoder that nobody gave
 * @param hasIdentity whether the code layer changes nothing
 */
record EncoderCut(AutoencoderSpec spec, boolean hasIdentity) {
    /** A code layer that changes nothing has this many numbers squared. */
    private static final int MOST_NUMBERS = 4096;

    private static final String DECODER = "{\"confs\":[{\"layer\":{\"@class\":"
            + "\"org.deeplearning4j.nn.conf.layers.ActivationLayer\",\"activationFn\":"
            + "{\"@class\":\"org.nd4j.linalg.activations.impl.ActivationIdentity\"}}}]}";

    /**
     * Cuts behind the last of these layers.
     *
     * @param what the network, for messages
     * @param rows what they take
     */
    static EncoderCut of(String what, List<ForeignLayer> layers, ForeignRows rows) {
        ForeignLayer last = layers.get(layers.size() - 1);
        var front = new ArrayList<ObjectNode>();
        for (int i = 0; i < layers.size(); i++) {
            ForeignLayer layer = layers.get(i);
            inFront(what, layer, i == 0, rows.schema()).ifPresent(front::add);
            if (layer != last) {
                front.add(Cleaning.of(what, layer));
            }
        }
        ObjectNode end = Cleaning.of(what, last);
        OwnShape before = behind(what, front, rows.schema());
        Optional<Activation> activation = activation(last, end);
        if (before instanceof OwnShape.Rows numbers && activation.isPresent()) {
            checkWidth(what, last, numbers);
            var code = Bottleneck.plain(end.path("nout").asInt()).activation(activation.get());
            return new EncoderCut(spec(rows, code, front), false);
        }
        front.add(end);
        OwnShape behind = behind(what, front, rows.schema());
        front.addAll(Reshapes.toRows(behind));
        int size = numbers(behind);
        if (size > MOST_NUMBERS) {
            throw new InvalidSpecException(
                    "%s: layer '%s' gives %d numbers, at most %d can be a code: cut behind a smaller layer"
                            .formatted(what, last.name(), size, MOST_NUMBERS));
        }
        return new EncoderCut(spec(rows, Bottleneck.plain(size), front), true);
    }

    private static AutoencoderSpec spec(ForeignRows rows, Bottleneck code, List<ObjectNode> hidden) {
        Architecture architecture =
                hidden.isEmpty() ? Architecture.dense() : new Architecture.Own(text(hidden), DECODER);
        return Presets.dense(rows.schema())
                .preset("imported")
                .scaling(rows.scaling())
                .bottleneck(code)
                .architecture(architecture);
    }

    private static Optional<ObjectNode> inFront(String what, ForeignLayer layer, boolean isFirst, Schema schema) {
        String place = what + ": layer '" + layer.name() + "' (" + layer.kind() + ")";
        if (!layer.inFront().isObject()) {
            return isFirst ? Optional.ofNullable(Reshapes.ofRows(place, layer, schema)) : Optional.empty();
        }
        ObjectNode reshape = Reshapes.of(place, layer.inFront());
        boolean isGrid = isFirst && reshape.has("told");
        if (isGrid && schema instanceof ImageSchema image && !image.equals(image(reshape))) {
            throw new InvalidSpecException(
                    "%s takes %s, found %s".formatted(place, image(reshape).describe(), schema.describe()));
        }
        return Optional.of(reshape);
    }

    /** The images that a first layer of a grid takes. */
    static ImageSchema image(JsonNode grid) {
        return new ImageSchema(
                grid.path("channels").asInt(),
                grid.path("height").asInt(),
                grid.path("width").asInt());
    }

    private static OwnShape behind(String what, List<ObjectNode> layers, Schema schema) {
        OwnShape shape = new OwnShape.Rows(schema.inputs());
        if (layers.isEmpty()) {
            return shape;
        }
        List<OwnLayer> own;
        try {
            own = new Architecture.Own(text(layers), DECODER).encoderLayers();
        } catch (InvalidSpecException e) {
            throw new InvalidSpecException(what + " cannot be taken over: " + e.getMessage(), e);
        }
        for (int i = 0; i < own.size(); i++) {
            String name = layers.get(i).path("layerName").asText("what stands in front of it");
            try {
                shape = own.get(i).outputs(shape);
            } catch (InvalidSpecException e) {
                throw new InvalidSpecException("%s: layer '%s' (%s) %s"
                        .formatted(what, name, own.get(i).kind(), e.getMessage()));
            }
        }
        return shape;
    }

    private static void checkWidth(String what, ForeignLayer layer, OwnShape.Rows numbers) {
        int takes = layer.fields().path("nin").asInt();
        if (takes != numbers.numbers()) {
            throw new InvalidSpecException("%s: layer '%s' (%s) takes %d numbers and gets %d"
                    .formatted(what, layer.name(), layer.kind(), takes, numbers.numbers()));
        }
    }

    private static int numbers(OwnShape shape) {
        long count;
        if (shape instanceof OwnShape.Rows rows) {
            count = rows.numbers();
        } else if (shape instanceof OwnShape.Grid grid) {
            count = Math.multiplyFull(grid.height(), grid.width()) * grid.channels();
        } else if (shape instanceof OwnShape.Sequence sequence) {
            count = Math.multiplyFull(sequence.features(), sequence.steps());
        } else {
            var steps = (OwnShape.Steps) shape;
            count = Math.multiplyFull(steps.numbers(), steps.steps());
        }
        return (int) Math.min(count, Integer.MAX_VALUE);
    }

    /** The activation of a dense layer, if a code can have it. */
    private static Optional<Activation> activation(ForeignLayer layer, JsonNode fields) {
        if (!layer.kind().equals("DenseLayer") || fields.path("hasLayerNorm").asBoolean()) {
            return Optional.empty();
        }
        return Stream.of(Activation.values())
                .filter(known -> known != Activation.RRELU && known != Activation.SOFTMAX)
                .filter(known -> json(known).equals(fields.path("activationFn")))
                .findFirst();
    }

    private static JsonNode json(Activation activation) {
        try {
            String text = NeuralNetConfiguration.mapper().writeValueAsString(activation.getActivationFunction());
            return Json.parse(text, activation.name());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // DL4J writes its own activations
        }
    }

    private static String text(List<ObjectNode> layers) {
        ObjectNode root = Json.object();
        layers.forEach(layer -> root.withArray("confs").addObject().set("layer", layer));
        return Json.write(root);
    }
}
