package org.ae4j.layer;

import java.util.random.RandomGenerator;

/**
 * Where a training run is.
 *
 * @param number of the step, counted from 0
 * @param epoch passes over the rows so far, with fraction
 * @param random noise of this step, fixed by seed and number
 */
public record Step(long number, double epoch, RandomGenerator random) {}
