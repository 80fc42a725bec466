package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalDouble;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.NeighbourScores;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.model.FittedScaling;

/**
 * How well scores rank labelled rows; empty where there is nothing to measure by.
 *
 * @param auroc of the scores
 * @param averagePrecision of the scores
 * @param knnAuroc of the distance to the nearest training row
 * @param normal the label that is no anomaly
 */
record DetectionQuality(OptionalDouble auroc, OptionalDouble averagePrecision, OptionalDouble knnAuroc, String normal) {
    /** Without labels. */
    static DetectionQuality none() {
        return new DetectionQuality(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), "");
    }

    /**
     * Measures scores.
     *
     * @param reference training rows, or null
     */
    static DetectionQuality of(
            double[] scores, Samples labelled, String normal, FittedScaling scaling, Samples reference) {
        boolean[] positive = new boolean[labelled.rows()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = !labelled.label(i).equals(normal);
        }
        RankingQuality quality = RankingQuality.of(scores, positive);
        OptionalDouble nearest = reference == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(RankingQuality.of(NeighbourScores.of(scaling, reference, labelled), positive)
                        .auroc());
        return new DetectionQuality(
                OptionalDouble.of(quality.auroc()), OptionalDouble.of(quality.averagePrecision()), nearest, normal);
    }

    void put(ObjectNode json) {
        Figures.put(json, "auroc", auroc);
        Figures.put(json, "averagePrecision", averagePrecision);
        Figures.put(json, "knnAuroc", knnAuroc);
    }

    void say(Report report) {
        if (auroc.isEmpty()) {
            return;
        }
        report.say(
                "AUROC %.3f, average precision %.3f (anomalies: all labels but '%s')",
                auroc.getAsDouble(), averagePrecision.getAsDouble(), normal);
        if (knnAuroc.isPresent()) {
            report.say(
                    "the distance to the nearest training row: AUROC %.3f%s",
                    knnAuroc.getAsDouble(),
                    knnAuroc.getAsDouble() > auroc.getAsDouble() ? ", better than this score" : "");
        }
    }
}
