package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.ae4j.InvalidSpecException;

/** What the layers give that change the shape alone, see {@code org.ae4j.layer.ReshapeLayer}. */
final class OwnReshaping {
    private static final Set<String> KINDS =
            Set.of("RowsToGrid", "GridToRows", "RowsToSequence", "SequenceToSteps", "StepsToRows");

    private OwnReshaping() {}

    static boolean isOne(String kind) {
        return KINDS.contains(kind);
    }

    /**
     * The shape behind such a layer.
     *
     * @throws InvalidSpecException if it takes another than it gets
     */
    static OwnShape output(String kind, JsonNode fields, OwnShape input) {
        return switch (kind) {
            case "RowsToGrid" -> {
                var grid = grid(fields);
                int told = fields.path("told").asInt();
                require(new OwnShape.Rows(size(grid.channels(), grid.height(), grid.width()) + told), input);
                yield new OwnShape.Grid(grid.channels() + told, grid.height(), grid.width());
            }
            case "GridToRows" -> {
                var grid = grid(fields);
                require(grid, input);
                yield new OwnShape.Rows(size(grid.channels(), grid.height(), grid.width()));
            }
            case "RowsToSequence" -> {
                int features = fields.path("features").asInt();
                int steps = fields.path("steps").asInt();
                int told = fields.path("told").asInt();
                require(new OwnShape.Rows(size(features, steps, 1) + told), input);
                yield new OwnShape.Sequence(features + told, steps);
            }
            case "SequenceToSteps" -> {
                if (!(input instanceof OwnShape.Sequence sequence)) {
                    throw new InvalidSpecException("takes sequences and gets " + input.describe());
                }
                yield new OwnShape.Steps(sequence.features(), sequence.steps());
            }
            default -> {
                int features = fields.path("features").asInt();
                int steps = fields.path("steps").asInt();
                require(new OwnShape.Steps(features, steps), input);
                yield new OwnShape.Rows(size(features, steps, 1));
            }
        };
    }

    private static OwnShape.Grid grid(JsonNode fields) {
        return new OwnShape.Grid(
                fields.path("channels").asInt(),
                fields.path("height").asInt(),
                fields.path("width").asInt());
    }

    private static int size(int a, int b, int c) {
        int most = Integer.MAX_VALUE - 1024;
        long plane = (long) a * b;
        if (plane > most || plane * c > most) {
            throw new InvalidSpecException("has more numbers than a row can have");
        }
        return (int) (plane * c);
    }

    private static void require(OwnShape expected, OwnShape input) {
        if (!expected.equals(input)) {
            throw new InvalidSpecException("takes " + expected.describe() + " and gets " + input.describe());
        }
    }
}
