package org.ae4j.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ae4j.data.Samples;
import org.ae4j.spec.Knowledge;
import picocli.CommandLine.Option;

/** What is known beforehand, as flags; a flag that is absent changes nothing. */
final class KnowledgeOptions {
    @Option(
            names = "--feature-weight",
            split = ",",
            paramLabel = "NAME=W",
            description = "Factors on the loss of columns, by comma. Default: 1.")
    private List<String> featureWeights;

    @Option(
            names = "--non-negative",
            negatable = true,
            description = "Keep all weights at 0 or above, so that parts add up. Default: no.")
    private Boolean nonNegative;

    @Option(
            names = "--condition",
            description = "Tell encoder and decoder each row's class, its label, so that the code need not hold it.")
    private boolean condition;

    @Option(
            names = "--guide",
            paramLabel = "W",
            description = "Weight of a softmax head on the code that learns the labels beside the loss. Default: 0.")
    private Double guide;

    /**
     * The knowledge with what the flags change.
     *
     * @param rows whose labels are the classes
     */
    Knowledge apply(Knowledge base, Samples rows) {
        Knowledge known = base;
        known = nonNegative == null ? known : known.nonNegative(nonNegative);
        known = featureWeights == null ? known : known.featureWeights(merged(known.featureWeights()));
        known = condition ? known.conditionedOn(classes("--condition", rows)) : known;
        if (guide == null) {
            return known;
        }
        return known.guidedBy(guide > 0 ? classes("--guide", rows) : known.classes(), guide);
    }

    private static List<String> classes(String flag, Samples rows) {
        if (!rows.isLabelled()) {
            throw new WrongInput("%s needs labels, %s has none; name them by --label-column (CSV) or --labels (IDX)"
                    .formatted(flag, rows.source()));
        }
        return rows.classes();
    }

    private Map<String, Double> merged(Map<String, Double> base) {
        var weights = new TreeMap<>(base);
        for (String pair : featureWeights) {
            int equals = pair.lastIndexOf('=');
            try {
                weights.put(pair.substring(0, Math.max(0, equals)), Double.valueOf(pair.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new WrongInput("--feature-weight expects NAME=W,… with numbers W, found '" + pair + "'", e);
            }
            if (equals < 1) {
                throw new WrongInput("--feature-weight expects NAME=W,… with numbers W, found '" + pair + "'");
            }
        }
        return weights;
    }
}
