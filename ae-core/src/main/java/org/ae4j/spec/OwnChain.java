package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.ae4j.InvalidSpecException;

/** Whether own layers fit what stands in front of them. */
final class OwnChain {
    private OwnChain() {}

    /**
     * Refuses layers that take something else than they get, and an end that is no rows.
     *
     * @param part {@code encoder} or {@code decoder}, for messages
     * @param inputs how many numbers the first layer gets
     * @param from what they are, for messages
     */
    static void check(String part, List<OwnLayer> layers, int inputs, String from) {
        OwnShape shape = new OwnShape.Rows(inputs);
        String source = from;
        for (OwnLayer layer : layers) {
            checkWidth(part, layer, shape, source);
            try {
                shape = layer.outputs(shape);
            } catch (InvalidSpecException e) {
                throw new InvalidSpecException("layer '%s' (%s) of the own %s %s, %s"
                        .formatted(layer.name(), layer.kind(), part, e.getMessage(), source));
            }
            source = "those of layer '" + layer.name() + "'";
        }
        if (!(shape instanceof OwnShape.Rows)) {
            throw new InvalidSpecException("the own %s ends in %s, and rows are needed there: end it with %s"
                    .formatted(part, shape.describe(), ending(shape)));
        }
    }

    private static void checkWidth(String part, OwnLayer layer, OwnShape shape, String source) {
        if (!(shape instanceof OwnShape.Rows rows) || layer.isShaped()) {
            return;
        }
        int takes = new Link(layer, shape).takes();
        if (takes != 0 && takes != rows.numbers()) {
            throw new InvalidSpecException(
                    "layer '%s' (%s) of the own %s takes %d numbers and gets %d, %s: make its nIn %d, or leave it out"
                            .formatted(
                                    layer.name(), layer.kind(), part, takes, rows.numbers(), source, rows.numbers()));
        }
    }

    private static String ending(OwnShape shape) {
        return shape instanceof OwnShape.Grid
                ? "a GridToRows layer"
                : shape instanceof OwnShape.Steps ? "a StepsToRows layer" : "a LastTimeStep layer around its last LSTM";
    }

    /** A layer and what it gets. */
    static final class Link {
        private final OwnLayer layer;
        private final OwnShape input;
        private final JsonNode fields;

        Link(OwnLayer layer, OwnShape input) {
            this.layer = layer;
            this.input = input;
            this.fields = OwnText.parse("layer '" + layer.name() + "'", layer.json());
        }

        /** How many numbers it says it takes; 0 for any count. */
        int takes() {
            return fields.path("nin").asInt(fields.path("nout").asInt());
        }

        OwnShape output() {
            return switch (layer.kind()) {
                case "DenseLayer" -> dense();
                case "BatchNormalization" -> normalization();
                case "ConvolutionLayer" -> convolution();
                case "SubsamplingLayer" -> windows(grid(), grid().channels());
                case "ZeroPaddingLayer" -> padded();
                case "LSTM" ->
                    lstm(fields.path("nin").asInt(), fields.path("nout").asInt());
                case "LastTimeStep" -> lastStep();
                default -> OwnReshaping.isOne(layer.kind()) ? OwnReshaping.output(layer.kind(), fields, input) : input;
            };
        }

        private OwnShape dense() {
            int width = fields.path("nout").asInt();
            if (input instanceof OwnShape.Steps steps) {
                require(takes() == 0 || takes() == steps.numbers(), takes() + " numbers");
                return new OwnShape.Steps(width, steps.steps());
            }
            require(input instanceof OwnShape.Rows, "rows");
            return new OwnShape.Rows(width);
        }

        private OwnShape normalization() {
            int width = fields.path("nout").asInt();
            if (input instanceof OwnShape.Grid grid) {
                require(width == 0 || width == grid.channels(), "a grid of " + width + " channels");
            } else {
                require(input instanceof OwnShape.Rows, "rows or a grid");
            }
            return input;
        }

        private OwnShape convolution() {
            int channels = fields.path("nin").asInt();
            require(channels == 0 || channels == grid().channels(), "a grid of " + channels + " channels");
            return windows(grid(), fields.path("nout").asInt());
        }

        private OwnShape padded() {
            OwnShape.Grid grid = grid();
            return new OwnShape.Grid(
                    grid.channels(),
                    grid.height() + number("padding", 0) + number("padding", 1),
                    grid.width() + number("padding", 2) + number("padding", 3));
        }

        private OwnShape windows(OwnShape.Grid grid, int channels) {
            return new OwnShape.Grid(channels, places(grid.height(), 0), places(grid.width(), 1));
        }

        private int places(int size, int side) {
            int stride = number("stride", side);
            if (fields.path("convolutionMode").asText().equals("Same")) {
                return (size + stride - 1) / stride;
            }
            int room = size + 2 * number("padding", side) - number("kernelSize", side);
            require(room >= 0, "a grid as large as its kernel");
            return room / stride + 1;
        }

        private OwnShape lastStep() {
            var inner = fields.path("underlying");
            var all = (OwnShape.Sequence)
                    lstm(inner.path("nin").asInt(), inner.path("nout").asInt());
            return new OwnShape.Rows(all.features());
        }

        private OwnShape lstm(int features, int units) {
            require(input instanceof OwnShape.Sequence, "sequences");
            var sequence = (OwnShape.Sequence) input;
            require(features == 0 || features == sequence.features(), "sequences of " + features + " features");
            return new OwnShape.Sequence(units, sequence.steps());
        }

        private OwnShape.Grid grid() {
            require(input instanceof OwnShape.Grid, "a grid");
            return (OwnShape.Grid) input;
        }

        private int number(String key, int index) {
            return fields.path(key).path(index).asInt();
        }

        private void require(boolean fits, String expected) {
            if (!fits) {
                throw new InvalidSpecException("takes " + expected + " and gets " + input.describe());
            }
        }
    }
}
