package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ae4j.InvalidSpecException;

/** One layer of an own configuration: what of it is kept, what the plan replaces, what cannot be trained. */
final class OwnReader {
    private static final String PACKAGE = "org.deeplearning4j.nn.conf.layers.";
    private static final String CLASS = "@class";
    private static final int MAX_WIDTH = 1 << 24;

    /** What each kind keeps. */
    private static final Map<String, List<String>> KEPT = new TreeMap<>(Map.of(
            "DenseLayer",
            List.of("nin", "nout", "hasBias", "biasInit", "gainInit", "activationFn", "weightInitFn", "idropout"),
            "BatchNormalization",
            List.of("nout", "decay", "eps", "gamma", "beta", "lockGammaBeta"),
            "ActivationLayer",
            List.of("activationFn"),
            "DropoutLayer",
            List.of("idropout")));

    /** What the training plan replaces, or DL4J does not use in the layers that do not keep it. */
    private static final Set<String> REPLACED = Set.of(
            CLASS,
            "layerName",
            "iupdater",
            "biasUpdater",
            "gradientNormalization",
            "gradientNormalizationThreshold",
            "timeDistributedFormat",
            "cnn2DFormat",
            "cudnnAllowFallback",
            "useLogStd",
            "gainInit",
            "activationFn",
            "weightInitFn",
            "biasInit",
            "nin",
            "nout");

    /** What has only one value that can be trained. */
    private static final Map<String, String> FIXED = Map.of(
            "hasLayerNorm", "false", // not checked against finite differences yet
            "minibatch", "true");

    /** What must be empty, and where it belongs instead. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "regularization",
            "a penalty of its own: penalties belong to the specification, such as .l2(1e-4)",
            "regularizationBias",
            "a penalty on its bias, which AE4J leaves free: leave it out",
            "constraints",
            "a constraint: constraints belong to the specification, such as .maxNorm(3)",
            "weightNoise",
            "weight noise, which cannot be trained yet: use a DropoutLayer",
            "idropout",
            "dropout: put it into a DropoutLayer or a DenseLayer");

    private OwnReader() {}

    /** The layer as it is kept. */
    static ObjectNode normal(String place, String name, JsonNode layer) {
        String kind = OwnKinds.check(place, layer.path(CLASS).asText(), KEPT.keySet());
        List<String> kept = KEPT.get(kind);
        for (Map.Entry<String, JsonNode> field : layer.properties()) {
            if (!kept.contains(field.getKey())) {
                checkDropped(place, field.getKey(), field.getValue());
            }
        }
        ObjectNode normal =
                JsonNodeFactory.instance.objectNode().put(CLASS, PACKAGE + kind).put("layerName", name);
        for (String key : kept) {
            normal.set(key, value(place, key, layer.path(key), kind));
        }
        return normal;
    }

    private static void checkDropped(String place, String key, JsonNode value) {
        if (ELSEWHERE.containsKey(key)) {
            if (!value.isNull() && !(value.isArray() && value.isEmpty())) {
                throw new InvalidSpecException(place + " holds " + ELSEWHERE.get(key));
            }
        } else if (FIXED.containsKey(key)) {
            if (!value.asText().equals(FIXED.get(key))) {
                throw new InvalidSpecException("%s has %s = %s; only %s can be trained yet"
                        .formatted(place, key, value.asText(), FIXED.get(key)));
            }
        } else if (!REPLACED.contains(key)) {
            throw new InvalidSpecException(place + " has '" + key + "', which AE4J does not know");
        }
    }

    private static JsonNode value(String place, String key, JsonNode value, String kind) {
        return switch (key) {
            case "activationFn" -> OwnParts.activation(place, value);
            case "weightInitFn" -> OwnParts.weightInit(place, value);
            case "idropout" -> kind.equals("DenseLayer") && value.isNull() ? value : OwnParts.dropout(place, value);
            case "nin" -> width(place, "nIn", value, 0);
            case "nout" -> width(place, "nOut", value, kind.equals("DenseLayer") ? 1 : 0);
            case "hasBias", "lockGammaBeta" -> checked(place, key, value, value.isBoolean(), "true or false");
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

    private static JsonNode width(String place, String key, JsonNode value, int least) {
        boolean fits = value.canConvertToInt()
                && value.isIntegralNumber()
                && value.intValue() >= least
                && value.intValue() <= MAX_WIDTH;
        return checked(place, key, value, fits, "a whole number from " + least + " to " + MAX_WIDTH);
    }

    private static JsonNode checked(String place, String key, JsonNode value, boolean fits, String expected) {
        if (!fits) {
            throw new InvalidSpecException("%s has %s = %s; expected %s"
                    .formatted(place, key, value.isMissingNode() ? "nothing" : value, expected));
        }
        return value;
    }
}
