package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.NearestNeighbours;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Freeze;

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

    void say(Report report, Parts parts) {
        report.say(
                "trained on %s of %s",
                Figures.count(parts.train().rows(), "labelled row"),
                Figures.count(parts.train().classes().size(), "kind"));
        if (accuracy.isEmpty()) {
            return;
        }
        report.say("accuracy on %s:", Figures.count(parts.test().rows(), "test row"));
        line(report, "this classifier", accuracy);
        line(report, "head on the frozen encoder", frozen);
        line(report, "same network from scratch", scratch);
        line(report, "nearest row, no network", nearestNeighbour);
        if (scratch.isPresent() && scratch.getAsDouble() > accuracy.getAsDouble()) {
            report.say("the encoder does not help with these labels: the same network learns more from scratch");
        }
    }

    private static void line(Report report, String name, OptionalDouble value) {
        if (value.isPresent()) {
            report.say("  %-28s %5.1f %%", name, 100 * value.getAsDouble());
        }
    }
}
