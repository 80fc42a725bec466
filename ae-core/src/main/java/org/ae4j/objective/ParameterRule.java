package org.ae4j.objective;

import org.ae4j.layer.Step;

/** Something that holds between parameters, beside their updater. */
interface ParameterRule {
    /** After the gradients are there, before parameters move. */
    default void afterBackward(Step step) {}

    /** After parameters have moved; once before the first step as well. */
    default void afterUpdate(Step step) {}
}
