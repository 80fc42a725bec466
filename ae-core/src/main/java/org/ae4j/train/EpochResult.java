package org.ae4j.train;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.ae4j.layer.LossPart;

/**
 * What one epoch came to.
 *
 * @param epoch counted from 1
 * @param trainLoss mean loss of a row over the epoch's steps, penalties and dropout included
 * @param validationLoss mean loss of a validation row after the epoch, without either; empty without validation rows
 * @param learningRate of the next step; NaN for an updater without one
 * @param parts what {@code trainLoss} is made of, means of a row over the same steps: those that count add up to it; empty
 *     where the loss is of one piece
 */
public record EpochResult(
        int epoch, double trainLoss, OptionalDouble validationLoss, double learningRate, Map<LossPart, Double> parts) {
    public EpochResult {
        var inOrder = new EnumMap<LossPart, Double>(LossPart.class);
        inOrder.putAll(parts);
        parts = Collections.unmodifiableMap(inOrder);
    }

    /** Of a loss of one piece. */
    public EpochResult(int epoch, double trainLoss, OptionalDouble validationLoss, double learningRate) {
        this(epoch, trainLoss, validationLoss, learningRate, Map.of());
    }
}
