package org.ae4j.pretrain.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.file.Json;
import org.ae4j.spec.OwnShape;

/** The layers that change the shape alone, as JSON: DL4J has preprocessors in their place. */
final class Reshapes {
    private static final String PACKAGE = "org.ae4j.layer.";

    private Reshapes() {}

    /**
     * What stands for a preprocessor.
     *
     * @param place the layer that it stands in front of, for messages
     * @throws InvalidSpecException if there is no such layer
     */
    static ObjectNode of(String place, JsonNode preprocessor) {
        String kind = ForeignText.simpleName(preprocessor.path("@class").asText());
        int channels = preprocessor.path("numChannels").asInt();
        int height = preprocessor.path("inputHeight").asInt();
        int width = preprocessor.path("inputWidth").asInt();
        return switch (kind) {
            case "FeedForwardToCnnPreProcessor" -> toGrid(channels, height, width);
            case "CnnToFeedForwardPreProcessor" ->
                toRows(
                        channels,
                        height,
                        width,
                        preprocessor.path("format").asText().equals("NHWC"));
            case "TensorFlowCnnToFeedForwardPreProcessor" -> toRows(channels, height, width, true);
            case "RnnToFeedForwardPreProcessor" -> layer("SequenceToSteps");
            default ->
                throw new InvalidSpecException(
                        place + " has a " + kind + " in front of it, which cannot be taken over");
        };
    }

    /** What makes of rows what the first layer takes; null where it takes rows. */
    static ObjectNode ofRows(String place, ForeignLayer first, Schema schema) {
        switch (first.innerKind()) {
            case "ConvolutionLayer", "SubsamplingLayer", "ZeroPaddingLayer" -> {
                if (schema instanceof ImageSchema image) {
                    return toGrid(image.channels(), image.height(), image.width());
                }
                throw new InvalidSpecException(place + " takes images, found " + schema.describe()
                        + ": give ForeignRows.of(Schema.image(channels, height, width))");
            }
            case "LSTM" -> {
                if (schema instanceof SequenceSchema sequence) {
                    return layer("RowsToSequence")
                            .put("features", sequence.features().size())
                            .put("steps", sequence.steps())
                            .put("told", 0);
                }
                throw new InvalidSpecException(place + " takes sequences, found " + schema.describe()
                        + ": give ForeignRows.of(Schema.sequence(features, steps))");
            }
            default -> {
                return null;
            }
        }
    }

    /** What makes rows of the last shape, channel by channel or step by step; none for rows. */
    static List<ObjectNode> toRows(OwnShape shape) {
        if (shape instanceof OwnShape.Grid grid) {
            return List.of(toRows(grid.channels(), grid.height(), grid.width(), false));
        }
        if (shape instanceof OwnShape.Sequence sequence) {
            return List.of(layer("SequenceToSteps"), stepsToRows(sequence.features(), sequence.steps()));
        }
        return shape instanceof OwnShape.Steps steps ? List.of(stepsToRows(steps.numbers(), steps.steps())) : List.of();
    }

    private static ObjectNode stepsToRows(int features, int steps) {
        return layer("StepsToRows").put("features", features).put("steps", steps);
    }

    private static ObjectNode toGrid(int channels, int height, int width) {
        return grid("RowsToGrid", channels, height, width, false).put("told", 0);
    }

    private static ObjectNode toRows(int channels, int height, int width, boolean channelsLast) {
        return grid("GridToRows", channels, height, width, channelsLast);
    }

    private static ObjectNode grid(String name, int channels, int height, int width, boolean channelsLast) {
        return layer(name)
                .put("channels", channels)
                .put("height", height)
                .put("width", width)
                .put("channelsLast", channelsLast);
    }

    private static ObjectNode layer(String name) {
        return Json.object().put("@class", PACKAGE + name);
    }
}
