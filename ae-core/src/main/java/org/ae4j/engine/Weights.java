package org.ae4j.engine;

import org.ae4j.engine.kernel.Memory;

/**
 * Where the parameters of a program lie.
 *
 * @param values in the order of DL4J's flat view
 * @param gradients laid out alike; null in use
 * @param turned whether weights never change and were laid down for the forward pass alone, see {@link StageRun#turn}
 */
record Weights(Memory values, Memory gradients, boolean turned) {}
