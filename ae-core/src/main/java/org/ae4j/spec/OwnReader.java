package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.ae4j.InvalidSpecException;

/** One layer of an own configuration: what of it is kept, what the plan replaces, what cannot be trained. */
final class OwnReader {
    private static final String CLASS = "@class";
    private static final int MAX_WIDTH = 1 << 24;
    private static final int MAX_WINDOW = 1 << 12;

    private OwnReader() {}

    /**
     * The layer as it is kept.
     *
     * @param known the kinds that may stand there
     */
    static ObjectNode normal(String place, String name, JsonNode layer, Set<String> known) {
        String className = layer.path(CLASS).asText();
        String kind = OwnKinds.check(place, className, known);
        List<String> kept = OwnFields.KEPT.get(kind);
        for (Map.Entry<String, JsonNode> field : layer.properties()) {
            if (!kept.contains(field.getKey())) {
                checkDropped(place, field.getKey(), field.getValue());
            }
        }
        ObjectNode normal =
                JsonNodeFactory.instance.objectNode().put(CLASS, className).put("layerName", name);
        for (String key : kept) {
            JsonNode value = layer.path(key);
            normal.set(
                    key,
                    key.equals("underlying")
                            ? normal(place, name, value, Set.of("LSTM"))
                            : value(place, key, value, kind));
        }
        return normal;
    }

    private static void checkDropped(String place, String key, JsonNode value) {
        if (OwnFields.ELSEWHERE.containsKey(key)) {
            if (!value.isNull() && !(value.isArray() && value.isEmpty())) {
                throw new InvalidSpecException(place + " holds " + OwnFields.ELSEWHERE.get(key));
            }
        } else if (OwnFields.FIXED.containsKey(key)) {
            List<String> possible = OwnFields.FIXED.get(key);
            String found = value.isTextual() ? value.textValue() : value.toString();
            if (!possible.contains(found)) {
                throw new InvalidSpecException(
                        "%s has %s = %s; only %s can be trained yet".formatted(place, key, found, possible.get(0)));
            }
        } else if (!OwnFields.REPLACED.contains(key)) {
            throw new InvalidSpecException(place + " has '" + key + "', which AE4J does not know");
        }
    }

    private static JsonNode value(String place, String key, JsonNode value, String kind) {
        return switch (key) {
            case "activationFn", "gateActivationFn" -> OwnParts.activation(place, value);
            case "weightInitFn" -> OwnParts.weightInit(place, value);
            case "weightInitFnRecurrent" -> value.isNull() ? value : OwnParts.weightInit(place, value);
            case "idropout" -> kind.equals("DenseLayer") && value.isNull() ? value : OwnParts.dropout(place, value);
            case "nin" -> whole(place, "nIn", value, 0, MAX_WIDTH);
            case "nout" -> whole(place, "nOut", value, kind.equals("BatchNormalization") ? 0 : 1, MAX_WIDTH);
            case "channels", "height", "width", "features", "steps" -> whole(place, key, value, 1, MAX_WIDTH);
            case "told" -> whole(place, key, value, 0, MAX_WIDTH);
            case "hasBias", "lockGammaBeta", "channelsLast", "avgPoolIncludePadInDivisor" ->
                checked(place, key, value, value.isBoolean(), "true or false");
            case "kernelSize", "stride" -> sides(place, key, value, 2, 1);
            case "padding" -> sides(place, key, value, kind.equals("ZeroPaddingLayer") ? 4 : 2, 0);
            case "convolutionMode" -> oneOf(place, key, value, List.of("Same", "Truncate"));
            case "poolingType" -> oneOf(place, key, value, List.of("MAX", "AVG"));
            default -> number(place, key, value);
        };
    }

    private static JsonNode number(String place, String key, JsonNode value) {
        boolean isPositive = key.equals("eps");
        boolean isFraction = key.equals("decay");
        double number = value.doubleValue();
        boolean fits = value.isNumber()
                && Double.isFinite(number)
                && (!isPositive || number > 0)
                && (!isFraction || number >= 0 && number <= 1);
        String expected = isPositive ? "a number above 0" : isFraction ? "a number from 0 to 1" : "a finite number";
        return checked(place, key, value, fits, expected);
    }

    private static JsonNode whole(String place, String key, JsonNode value, int least, int most) {
        return checked(place, key, value, isWhole(value, least, most), "a whole number from " + least + " to " + most);
    }

    /** One whole number for each side of a grid, or two. */
    private static JsonNode sides(String place, String key, JsonNode value, int count, int least) {
        boolean fits = value.isArray()
                && value.size() == count
                && StreamSupport.stream(value.spliterator(), false).allMatch(side -> isWhole(side, least, MAX_WINDOW));
        return checked(place, key, value, fits, count + " whole numbers from " + least + " to " + MAX_WINDOW);
    }

    private static JsonNode oneOf(String place, String key, JsonNode value, List<String> possible) {
        return checked(place, key, value, possible.contains(value.asText()), String.join(" or ", possible));
    }

    private static boolean isWhole(JsonNode value, int least, int most) {
        return value.canConvertToInt()
                && value.isIntegralNumber()
                && value.intValue() >= least
                && value.intValue() <= most;
    }

    private static JsonNode checked(String place, String key, JsonNode value, boolean fits, String expected) {
        if (!fits) {
            throw new InvalidSpecException("%s has %s = %s; expected %s"
                    .formatted(place, key, value.isMissingNode() ? "nothing" : value, expected));
        }
        return value;
    }
}
