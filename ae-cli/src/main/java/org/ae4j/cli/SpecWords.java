package org.ae4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A specification in words, a part each. Reads the JSON that files hold: records would start the numerical library.
 *
 * @param spec as {@link org.ae4j.spec.SpecJson} writes it; parts that early files lack are left out
 */
record SpecWords(JsonNode spec) {
    /** By part, in the order of the specification; parts that are absent or do nothing are left out. */
    Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        put(parts, "preset", spec.path("preset").asText());
        put(parts, "scaling", scaling(spec.path("scaling")));
        put(parts, "hidden", hidden());
        put(parts, "code", code());
        put(parts, "likelihood", likelihood(spec.path("likelihood")));
        put(parts, "corruption", corruption(spec.path("corruption")));
        put(parts, "penalties", penalties());
        put(parts, "knowledge", knowledge());
        put(parts, "critic", critic());
        return parts;
    }

    private static void put(Map<String, String> parts, String name, String words) {
        if (!words.isEmpty()) {
            parts.put(name, words);
        }
    }

    /** {@code "256-128, swish, tied"}. */
    String hidden() {
        if (spec.at("/architecture/type").asText().equals("own")) {
            return OwnLayersText.of(spec.path("architecture"));
        }
        JsonNode layers = spec.path("layers");
        var words = new ArrayList<String>();
        JsonNode widths = spec.at("/architecture/hidden");
        switch (spec.at("/architecture/type").asText()) {
            case "convolutional" ->
                words.add(convolutional(spec.path("architecture")) + ", " + lower(layers.path("activation")));
            case "recurrent" -> words.add(recurrent(spec.path("architecture")));
            default ->
                words.add(widths.isEmpty() ? "none" : joined(widths, "-") + ", " + lower(layers.path("activation")));
        }
        if (spec.at("/architecture/tied").asBoolean()) {
            words.add("weights tied");
        }
        if (layers.path("batchNorm").asBoolean()) {
            words.add("batch normalisation");
        }
        add(words, "dropout", layers.path("dropout"));
        return String.join(", ", words);
    }

    /** {@code "convolutions 16-32, kernel 3"}. */
    private static String convolutional(JsonNode architecture) {
        return "convolutions %s, kernel %s%s"
                .formatted(
                        joined(architecture.path("filters"), "-"),
                        architecture.path("kernel"),
                        architecture.path("pooling").asBoolean() ? ", pooled" : "");
    }

    /** {@code "2 LSTM layers of 64, both directions"}. */
    private static String recurrent(JsonNode architecture) {
        return "%s of %s%s"
                .formatted(
                        Figures.count(architecture.path("layers").longValue(), "LSTM layer"),
                        architecture.path("units"),
                        architecture.path("bidirectional").asBoolean() ? ", both directions" : "");
    }

    /** {@code "variational, 20 numbers, beta 1"}. */
    String code() {
        JsonNode code = spec.path("bottleneck");
        String size = Figures.count(code.path("size").longValue(), "number");
        return switch (code.path("type").asText()) {
            case "plain" ->
                size + (lower(code.path("activation")).equals("identity") ? "" : ", " + lower(code.path("activation")));
            case "sparse" ->
                "sparse, %s, mean activation %s at weight %s"
                        .formatted(size, number(code.path("rho")), number(code.path("weight")));
            case "kSparse" ->
                "k-sparse, %s, %s kept in each row%s".formatted(size, code.path("active"), warmUp(code, "from all"));
            case "variational" ->
                "variational, %s, beta %s%s".formatted(size, number(code.path("beta")), warmUp(code, "rising"));
            case "vectorQuantized" ->
                "vector-quantized, %s of %s, out of %s"
                        .formatted(
                                Figures.count(code.path("vectors").longValue(), "vector"),
                                Figures.count(code.path("dimensions").longValue(), "number"),
                                code.path("codes"));
            case "adversarial", "wasserstein" ->
                "%s, %s, prior %s at weight %s"
                        .formatted(
                                code.path("type").asText(),
                                size,
                                prior(code.path("prior")),
                                number(code.path("weight")));
            default -> code.path("type").asText();
        };
    }

    private static String prior(JsonNode prior) {
        return prior.path("type").asText().equals("mixture")
                ? "mixture of %s modes, radius %s, sigma %s"
                        .formatted(prior.path("modes"), number(prior.path("radius")), number(prior.path("sigma")))
                : prior.path("type").asText();
    }

    private static String scaling(JsonNode scaling) {
        String type = scaling.path("type").asText();
        return type.equals("divide") ? "divide by " + number(scaling.path("by")) : type.toLowerCase(Locale.ROOT);
    }

    private static String likelihood(JsonNode likelihood) {
        String type = likelihood.path("type").asText();
        return switch (type) {
            case "gaussian" -> "gaussian, sigma " + number(likelihood.path("sigma"));
            case "learnedGaussian" -> "gaussian, sigma learnt";
            case "byScaling" -> "by scaling";
            case "perColumn" ->
                fields(likelihood.path("columns"))
                                .map(field -> field.getKey() + ": " + likelihood(field.getValue()))
                                .collect(Collectors.joining("; "))
                        + "; others: "
                        + likelihood(likelihood.path("others"));
            default -> type;
        };
    }

    /** {@code "masking 0.3, then gaussian 0.1"}. */
    static String corruption(JsonNode corruption) {
        return switch (corruption.path("type").asText()) {
            case "masking" -> "masking " + number(corruption.path("probability"));
            case "gaussian" -> "gaussian " + number(corruption.path("sigma"));
            case "saltAndPepper" -> "salt and pepper " + number(corruption.path("probability"));
            case "patches" ->
                "patches %s of size %s".formatted(number(corruption.path("probability")), corruption.path("size"));
            case "affine" ->
                "affine %s pixels, %s°, scale %s, shear %s"
                        .formatted(
                                number(corruption.path("shift")),
                                number(corruption.path("rotation")),
                                number(corruption.path("scale")),
                                number(corruption.path("shear")));
            case "chain" ->
                StreamSupport.stream(corruption.path("parts").spliterator(), false)
                        .map(SpecWords::corruption)
                        .collect(Collectors.joining(", then "));
            default -> "";
        };
    }

    private String penalties() {
        JsonNode penalties = spec.path("penalties");
        var words = new ArrayList<String>();
        add(words, "L1", penalties.path("l1"));
        add(words, "L2", penalties.path("l2"));
        add(words, "weight decay", penalties.path("weightDecay"));
        add(words, "contractive", penalties.path("contractive"));
        add(words, "max norm", penalties.path("maxNorm"));
        return String.join(", ", words);
    }

    private String knowledge() {
        JsonNode knowledge = spec.path("knowledge");
        var words = new ArrayList<String>();
        if (!knowledge.path("featureWeights").isEmpty()) {
            words.add("feature weights "
                    + fields(knowledge.path("featureWeights"))
                            .map(field -> field.getKey() + "=" + number(field.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (knowledge.path("nonNegative").asBoolean()) {
            words.add("no weight below 0");
        }
        String classes = joined(knowledge.path("classes"), ", ");
        if (knowledge.path("conditional").asBoolean()) {
            words.add("told the class: " + classes);
        }
        if (knowledge.path("guidance").asDouble() > 0) {
            words.add("guided at weight %s by the classes %s".formatted(number(knowledge.path("guidance")), classes));
        }
        return String.join("; ", words);
    }

    private String critic() {
        JsonNode critic = spec.path("critic");
        return critic.path("weight").asDouble() > 0
                ? "%s, weight %s".formatted(joined(critic.path("hidden"), "-"), number(critic.path("weight")))
                : "";
    }

    private static void add(List<String> words, String name, JsonNode number) {
        if (number.asDouble() != 0) {
            words.add(name + " " + number(number));
        }
    }

    private static Stream<Map.Entry<String, JsonNode>> fields(JsonNode object) {
        return object.properties().stream();
    }

    private static String joined(JsonNode array, String separator) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(separator));
    }

    private static String warmUp(JsonNode code, String how) {
        boolean isGradual = code.path("warmUp").asDouble() > 0;
        return isGradual ? ", %s over %s epochs".formatted(how, number(code.path("warmUp"))) : "";
    }

    private static String lower(JsonNode text) {
        return text.asText().toLowerCase(Locale.ROOT);
    }

    private static String number(JsonNode number) {
        return Figures.text(number.asDouble());
    }
}
