package org.ae4j.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ae4j.Rounded;
import org.ae4j.train.History;

/**
 * The page of a fine-tuning: how many test rows the classifier names rightly beside others that had the same labels,
 * and which classes it takes for which.
 *
 * @param accuracies by contender, 0..1, on the same test rows; the first one is the classifier that is kept
 * @param confusion of that classifier
 * @param labels how many labelled rows it learnt from
 * @param history of its training, if it is to be shown
 * @param facts what ran
 */
public record TransferReport(
        Map<String, Double> accuracies,
        ConfusionMatrix confusion,
        int labels,
        Optional<History> history,
        RunFacts facts) {
    public TransferReport {
        accuracies = Collections.unmodifiableMap(new LinkedHashMap<>(accuracies));
        if (accuracies.isEmpty()) {
            throw new IllegalArgumentException("a transfer is measured by at least one accuracy, found none");
        }
    }

    /** Without history and facts. */
    public static TransferReport of(Map<String, Double> accuracies, ConfusionMatrix confusion, int labels) {
        return new TransferReport(accuracies, confusion, labels, Optional.empty(), RunFacts.none());
    }

    /** The same with the losses of the training. */
    public TransferReport history(History of) {
        return new TransferReport(accuracies, confusion, labels, Optional.of(of), facts);
    }

    /** The same with more facts. */
    public TransferReport facts(RunFacts more) {
        return new TransferReport(accuracies, confusion, labels, history, facts.andAll(more));
    }

    /**
     * The page, to which sections may be added.
     *
     * @param title such as {@code "Kinds of clothes"}
     */
    public HtmlReport page(String title) {
        return HtmlReport.of(title, verdict())
                .addAll(sections())
                .add(history.map(LossCurves::new))
                .add(facts);
    }

    /** Accuracies, and which class is taken for which. */
    public List<Section> sections() {
        return List.of(new Comparison("accuracy", "Named rightly", "share of test rows", accuracies), confusion);
    }

    /** In one sentence: the accuracy, beside the best of the others. */
    public String verdict() {
        double kept = accuracies.values().iterator().next();
        String verdict = "From %s it names %s of the test rows rightly"
                .formatted(Rounded.count(labels, "label"), Rounded.percent(kept));
        return verdict
                + accuracies.entrySet().stream()
                        .skip(1)
                        .max(Map.Entry.comparingByValue())
                        .map(best -> "; the best of the others, %s, %s."
                                .formatted(best.getKey(), Rounded.percent(best.getValue())))
                        .orElse(".");
    }
}
