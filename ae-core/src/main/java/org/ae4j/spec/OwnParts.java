package org.ae4j.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ae4j.InvalidSpecException;

/**
 * Activations, weight initialisations and dropout of own layers: an explicit list of classes, whose fields are finite
 * numbers, true, false or null.
 */
final class OwnParts {
    private static final String CLASS = "@class";

    /** Distributions name their class by another key. */
    private static final String TYPE = "type";

    private static final Allowed ACTIVATION = new Allowed(
            "an activation",
            "org.nd4j.linalg.activations.impl.Activation",
            ("Cube ELU GELU HardSigmoid HardTanH Identity LReLU Mish RationalTanh ReLU ReLU6 RectifiedTanh SELU Sigmoid"
                    + " SoftPlus SoftSign Swish TanH ThresholdedReLU"));
    private static final Allowed WEIGHT_INIT = new Allowed(
            "a weight initialisation",
            "org.deeplearning4j.nn.weights.WeightInit",
            ("Constant Distribution LecunUniform Normal Relu ReluUniform SigmoidUniform Uniform VarScalingNormalFanAvg"
                    + " VarScalingNormalFanIn VarScalingNormalFanOut VarScalingUniformFanAvg VarScalingUniformFanIn"
                    + " VarScalingUniformFanOut Xavier XavierLegacy XavierUniform"));
    private static final Allowed DISTRIBUTION = new Allowed(
            "a distribution",
            "org.deeplearning4j.nn.conf.distribution.",
            "BinomialDistribution ConstantDistribution GaussianDistribution LogNormalDistribution NormalDistribution"
                    + " OrthogonalDistribution TruncatedNormalDistribution UniformDistribution");
    private static final Allowed DROPOUT = new Allowed(
            "a kind of dropout",
            "org.deeplearning4j.nn.conf.dropout.",
            "AlphaDropout Dropout GaussianDropout GaussianNoise");

    /** A stand-in for DL4J's activations that overflow. */
    private static final String STABLE = "org.ae4j.layer.StableActivation";

    private static final List<String> STABLE_NAMES = List.of("SWISH", "GELU", "SOFTPLUS", "MISH");

    private static final Map<String, String> BROKEN = Map.of(
            "org.nd4j.linalg.activations.impl.ActivationRReLU",
            "RRELU throws in DL4J 1.0.0-M2.1; use LEAKYRELU",
            "org.nd4j.linalg.activations.impl.ActivationSoftmax",
            "SOFTMAX belongs to categorical outputs; choose another hidden activation");

    private OwnParts() {}

    /** Classes of one package whose names begin alike. */
    private record Allowed(String what, String prefix, Set<String> names) {
        Allowed(String what, String prefix, String names) {
            this(what, prefix, Set.of(names.split(" ")));
        }

        void check(String place, String name) {
            require(!name.isEmpty(), place + " lacks " + what);
            if (!name.startsWith(prefix) || !names.contains(name.substring(prefix.length()))) {
                throw OwnClasses.refused(place, name);
            }
        }
    }

    /** An activation that hidden layers can have. */
    static JsonNode activation(String place, JsonNode part) {
        String name = part.path(CLASS).asText();
        require(!BROKEN.containsKey(name), place + ": " + BROKEN.get(name));
        if (name.equals(STABLE)) {
            boolean isKnown = part.size() == 2
                    && STABLE_NAMES.contains(part.path("activation").asText());
            require(isKnown, place + " has a StableActivation other than those of " + STABLE_NAMES);
            return part;
        }
        ACTIVATION.check(place, name);
        require(
                !part.path("precise").asBoolean(),
                place + " has the precise GELU, which AE4J does not keep from overflowing; use Activation.GELU");
        return plain(place, part, CLASS);
    }

    /** A way of drawing first weights. */
    static JsonNode weightInit(String place, JsonNode part) {
        String name = part.path(CLASS).asText();
        WEIGHT_INIT.check(place, name);
        if (!name.endsWith("Distribution")) {
            return plain(place, part, CLASS);
        }
        JsonNode distribution = part.path("distribution");
        require(part.size() == 2, place + " has a weight initialisation by something beside a distribution");
        DISTRIBUTION.check(place, distribution.path(TYPE).asText());
        plain(place, distribution, TYPE);
        return part;
    }

    /** Dropout or noise of fixed strength. */
    static JsonNode dropout(String place, JsonNode part) {
        String name = part.path(CLASS).asText();
        DROPOUT.check(place, name);
        boolean isFixed =
                Set.of("pschedule", "rateSchedule", "stddevSchedule").stream().noneMatch(part::hasNonNull);
        require(isFixed, place + " has dropout with a schedule, which cannot be trained yet: give a fixed number");
        plain(place, part, CLASS);
        switch (OwnClasses.simpleName(name)) {
            case "GaussianDropout" -> range(place, part, "rate", 0, "a number of at least 0 and below 1");
            case "GaussianNoise" ->
                require(
                        part.path("stddev").asDouble(-1) >= 0,
                        place + " has stddev = " + part.path("stddev") + "; expected a number of at least 0");
            default -> range(place, part, "p", Double.MIN_VALUE, "the probability of KEEPING a number, in (0, 1]");
        }
        return part;
    }

    private static void range(String place, JsonNode part, String key, double least, String expected) {
        double value = part.path(key).asDouble(-1);
        boolean isBelowOne = value < 1 || value == 1 && least > 0;
        require(
                value >= least && isBelowOne,
                "%s has %s = %s; expected %s".formatted(place, key, part.path(key), expected));
    }

    private static JsonNode plain(String place, JsonNode part, String classKey) {
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            JsonNode value = field.getValue();
            boolean isPlain = field.getKey().equals(classKey)
                    || value.isNull()
                    || value.isBoolean()
                    || value.isNumber() && Double.isFinite(value.doubleValue());
            require(
                    isPlain,
                    "%s has %s = %s; expected a finite number, true or false".formatted(place, field.getKey(), value));
        }
        return part;
    }

    private static void require(boolean fits, String otherwise) {
        if (!fits) {
            throw new InvalidSpecException(otherwise);
        }
    }
}
