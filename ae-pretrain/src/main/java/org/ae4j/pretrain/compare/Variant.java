package org.ae4j.pretrain.compare;

/**
 * One way to train, beside others.
 *
 * @param name what differs, such as {@code "activation=tanh"}
 */
public record Variant(String name, Recipe recipe) {
    /** What others are compared with. */
    public static final String BASELINE = "baseline";

    /** What others are compared with. */
    public static Variant baseline(Recipe recipe) {
        return new Variant(BASELINE, recipe);
    }
}
