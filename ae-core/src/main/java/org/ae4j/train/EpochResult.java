package org.ae4j.train;

import java.util.OptionalDouble;

/**
 * What one epoch came to.
 *
 * @param epoch counted from 1
 * @param trainLoss mean loss of a row over the epoch's steps, penalties and dropout included
 * @param validationLoss mean loss of a validation row after the epoch, without either; empty without validation rows
 * @param learningRate of the next step; NaN for an updater without one
 */
public record EpochResult(int epoch, double trainLoss, OptionalDouble validationLoss, double learningRate) {}
