package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.NearestNeighbours;
import org.ae4j.file.Json;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuned;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Freeze;
import org.ae4j.report.ConfusionMatrix;
import org.ae4j.report.HtmlReport;
import org.ae4j.report.RunFacts;
import org.ae4j.report.TransferReport;
import org.ae4j.spec.SpecJson;

/**
 * What pretraining is worth: accuracies on the same test rows, 0..1.
 *
 * @param accuracy of the classifier that is kept; empty without test rows
 * @param frozen of a head on the encoder as it was
 * @param scratch of the same network from random weights
 * @param nearestNeighbour of the nearest training row, in scaled units
 */
record TransferComparison(
        OptionalDouble accuracy, OptionalDouble frozen, OptionalDouble scratch, OptionalDouble nearestNeighbour) {
    private static final String KEPT = "this classifier";
    private static final String FROZEN = "head on the frozen encoder";
    private static final String SCRATCH = "same network from scratch";
    private static final String NEAREST = "nearest row, no network";

    /** The kept classifier alone. */
    static TransferComparison none(Classifier kept, Samples test) {
        OptionalDouble accuracy = test.rows() == 0 ? OptionalDouble.empty() : OptionalDouble.of(kept.accuracy(test));
        return new TransferComparison(accuracy, OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** Trains the others as the kept one was. */
    static TransferComparison of(Classifier kept, FineTuning<Classifier> tuning, Parts parts, Report report) {
        double accuracy = kept.accuracy(parts.test());
        boolean wasFrozen = tuning.freeze().equals(Freeze.all());
        double frozen = wasFrozen ? accuracy : accuracy(tuning.freeze(Freeze.all()), "frozen", parts, report);
        double scratch = accuracy(tuning.fromScratch(), "from scratch", parts, report);
        double nearest = NearestNeighbours.nearestAccuracy(
                tuning.encoder().scaling(),
                parts.train(),
                parts.test(),
                tuning.plan().seed());
        return new TransferComparison(
                OptionalDouble.of(accuracy),
                OptionalDouble.of(frozen),
                OptionalDouble.of(scratch),
                OptionalDouble.of(nearest));
    }

    private static double accuracy(FineTuning<Classifier> tuning, String task, Parts parts, Report report) {
        try (var progress = new Progress(report, task);
                Classifier classifier = tuning.listen(progress)
                        .fit(parts.train(), parts.validation())
                        .model()) {
            return classifier.accuracy(parts.test());
        }
    }

    void put(ObjectNode json) {
        Figures.put(json, "accuracy", accuracy);
        Figures.put(json, "frozenAccuracy", frozen);
        Figures.put(json, "scratchAccuracy", scratch);
        Figures.put(json, "nearestNeighbourAccuracy", nearestNeighbour);
    }

    /** By contender, the kept classifier first; those that were measured. */
    Map<String, Double> accuracies() {
        var accuracies = new LinkedHashMap<String, Double>();
        accuracy.ifPresent(value -> accuracies.put(KEPT, value));
        frozen.ifPresent(value -> accuracies.put(FROZEN, value));
        scratch.ifPresent(value -> accuracies.put(SCRATCH, value));
        nearestNeighbour.ifPresent(value -> accuracies.put(NEAREST, value));
        return accuracies;
    }

    /**
     * The page of a run.
     *
     * @param kept the classifier that is kept, with its history
     * @param parts whose test rows, at least one, were measured
     */
    HtmlReport page(FineTuned<Classifier> kept, Parts parts) {
        Samples test = parts.test();
        List<String> labels =
                IntStream.range(0, test.rows()).mapToObj(test::label).toList();
        List<String> classes = Stream.concat(kept.model().classes().stream(), labels.stream())
                .distinct()
                .toList();
        var provenance = kept.model().provenance();
        RunFacts facts = RunFacts.none()
                .and("Encoder", kept.model().spec().preset())
                .and(
                        "Trained on",
                        Figures.count(parts.train().rows(), "labelled row") + " of "
                                + parts.train().source())
                .and("Engine", provenance.engine())
                .text(
                        "Specification as JSON",
                        Json.pretty(SpecJson.write(kept.model().spec())))
                .text("Plan as JSON", Json.pretty(Json.parse(provenance.plan(), "plan")));
        return TransferReport.of(
                        accuracies(),
                        ConfusionMatrix.of(classes, labels, kept.model().predict(test)),
                        parts.train().rows())
                .history(kept.history())
                .facts(facts)
                .page("Kinds of " + test.source());
    }

    void say(Report report, Parts parts) {
        report.say(
                "trained on %s of %s",
                Figures.count(parts.train().rows(), "labelled row"),
                Figures.count(parts.train().classes().size(), "kind"));
        if (accuracy.isEmpty()) {
            return;
        }
        report.say("accuracy on %s:", Figures.count(parts.test().rows(), "test row"));
        accuracies().forEach((name, value) -> report.say("  %-28s %5.1f %%", name, 100 * value));
        if (scratch.isPresent() && scratch.getAsDouble() > accuracy.getAsDouble()) {
            report.say("the encoder does not help with these labels: the same network learns more from scratch");
        }
    }
}
