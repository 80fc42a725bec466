package org.ae4j.train;

/**
 * What is about to be trained.
 *
 * @param preset the specification's preset, with the layer where one is pretrained, such as {@code "dense, layer 1 of 3"}
 * @param parameters of the network
 * @param trainRows rows per epoch
 * @param epochs planned
 * @param stepsPerEpoch batches
 * @param backend what it runs on, see {@link org.ae4j.engine.Backend}
 * @param engine what computes the steps
 * @param threads native threads
 */
public record TrainingStart(
        String preset,
        long parameters,
        int trainRows,
        int epochs,
        int stepsPerEpoch,
        String backend,
        String engine,
        int threads) {}
