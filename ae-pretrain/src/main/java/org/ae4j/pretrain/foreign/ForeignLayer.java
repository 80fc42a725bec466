package org.ae4j.pretrain.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalLong;
import java.util.Set;
import org.ae4j.InvalidSpecException;

/**
 * A layer of another network as its configuration says.
 *
 * @param name in that network
 * @param fields DL4J's JSON of the layer
 * @param inFront what reshapes its input; a missing node for nothing
 */
record ForeignLayer(String name, ObjectNode fields, JsonNode inFront) {
    private static final Set<String> NO_WEIGHTS = Set.of(
            "ActivationLayer",
            "DropoutLayer",
            "SubsamplingLayer",
            "ZeroPaddingLayer",
            "LossLayer",
            "GlobalPoolingLayer",
            "RowsToGrid",
            "GridToRows",
            "RowsToSequence",
            "SequenceToSteps",
            "StepsToRows");

    /** The simple name of its class. */
    String kind() {
        String name = fields.path("@class").asText();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** Whether it ends the network with a loss. */
    boolean isEnd() {
        return kind().endsWith("OutputLayer") || kind().endsWith("LossLayer");
    }

    /** The kind of it, or of the layer that it is around. */
    String innerKind() {
        return new ForeignLayer(name, inner(), inFront).kind();
    }

    /** Its own fields, or those of the layer that it is around. */
    private ObjectNode inner() {
        return fields.path("underlying") instanceof ObjectNode underlying ? underlying : fields;
    }

    /**
     * How many parameters it has; empty for kinds that AE4J does not know.
     *
     * @throws InvalidSpecException if there are more than an array can hold
     */
    OptionalLong parameters() {
        ObjectNode own = inner();
        long in = own.path("nin").asLong();
        long out = own.path("nout").asLong();
        long bias = own.path("hasBias").asBoolean(true) ? out : 0;
        if (NO_WEIGHTS.contains(kind())) {
            return OptionalLong.of(0);
        }
        return switch (innerKind()) {
            case "DenseLayer", "OutputLayer", "RnnOutputLayer" -> count(product(in, out) + bias);
            case "BatchNormalization" -> count((own.path("lockGammaBeta").asBoolean() ? 2 : 4) * out);
            case "ConvolutionLayer" -> count(product(product(in, out), product(side(own, 0), side(own, 1))) + bias);
            case "LSTM" -> count(product(4, product(in, out)) + product(4, product(out, out)) + product(4, out));
            default -> OptionalLong.empty();
        };
    }

    private static long side(ObjectNode fields, int index) {
        return fields.path("kernelSize").path(index).asLong();
    }

    private static long product(long a, long b) {
        long high = Math.multiplyHigh(a, b);
        return high != 0 || a * b < 0 ? Long.MAX_VALUE / 8 : Math.min(a * b, Long.MAX_VALUE / 8);
    }

    private OptionalLong count(long parameters) {
        if (parameters < 0 || parameters > Integer.MAX_VALUE - 8) {
            throw new InvalidSpecException("layer '" + name + "' (" + kind() + ") has more parameters than "
                    + (Integer.MAX_VALUE - 8) + ", which no array can hold");
        }
        return OptionalLong.of(parameters);
    }
}
