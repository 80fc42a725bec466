package org.ae4j.objective;

import org.ae4j.layer.Step;

/** Something that holds between parameters, beside their updater. */
interface ParameterRule {
    /** Before the rows go forward. */
    default void beforeForward(Step step) {}

    /**
     * After the gradients are there, before parameters move.
     *
     * @param rows that gradients are sums over
     */
    default void afterBackward(Step step, int rows) {}

    /** After parameters have moved; once before the first step as well. */
    default void afterUpdate(Step step) {}
}
