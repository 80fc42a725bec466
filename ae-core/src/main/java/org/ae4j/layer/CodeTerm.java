package org.ae4j.layer;

/** A loss on the codes of a batch, such as how far they are from a prior. For one training at a time. */
public interface CodeTerm extends AutoCloseable {
    /**
     * The loss of a batch's codes, and its gradient.
     *
     * @param code {@code [rows, size]} row-major
     * @param classes each row's class, −1 where it is unknown; null where no row has one
     * @param gradient {@code [rows, size]}: that of the loss, summed over the rows, is added
     * @param step where the run is, and its noise
     * @return the loss, summed over the rows
     */
    double add(double[] code, int rows, int[] classes, double[] gradient, Step step);

    /** Which part of the loss {@link #add} returns. */
    LossPart part();

    /** Moves the term's own parameters by the gradients that {@link #add} found; nothing where it has none. */
    default void update() {}

    @Override
    default void close() {}
}
