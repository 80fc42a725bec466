package org.ae4j.train;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.ae4j.engine.TrainingEngine;
import org.ae4j.layer.LossPart;

/** The means of the loss's parts over the rows of an epoch, as those of the loss itself: step by step. */
final class EpochParts {
    private final LossPart[] parts;
    private final double[] sums;

    EpochParts(Set<LossPart> parts) {
        this.parts = parts.stream().sorted().toArray(LossPart[]::new);
        this.sums = new double[this.parts.length];
    }

    /** Counts the engine's last step. */
    void add(TrainingEngine engine, int rows) {
        for (int i = 0; i < parts.length; i++) {
            sums[i] += engine.part(parts[i]) * rows;
        }
    }

    /** The mean of a row. */
    Map<LossPart, Double> means(int rows) {
        var means = new EnumMap<LossPart, Double>(LossPart.class);
        for (int i = 0; i < parts.length; i++) {
            means.put(parts[i], sums[i] / rows);
        }
        return means;
    }
}
