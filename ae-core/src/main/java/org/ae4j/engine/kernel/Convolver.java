package org.ae4j.engine.kernel;

/**
 * The products of a {@link org.ae4j.engine.program.Filtering}, on one thread: between the grid that its window slides over
 * and the pixels of the grid that has the window's places. Rows of either are those from {@code row} on in its memory.
 */
public interface Convolver extends AutoCloseable {
    /**
     * Takes the stage's weights over for what follows.
     *
     * @param parameters in the order of DL4J's flat view
     * @param areFinal whether they are the same in every call, and need be looked at once
     */
    void weights(Memory parameters, boolean areFinal);

    /** Each pixel becomes the product of the weights with the patch that the window sees at its place. */
    void toPixels(Memory grid, Memory pixels, int row, int rows);

    /** The grid becomes the sum of what each pixel adds to its patch: itself times the weights. */
    void toGrid(Memory pixels, Memory grid, int row, int rows);

    /** Begins a sum of {@link #addGradient}s. */
    void clearGradient();

    /** The gradient of the weights over some rows: of either side the values, of the other one the gradient. */
    void addGradient(Memory grid, Memory pixels, int row, int rows);

    /** The sum, in the order of DL4J's flat view from {@code at} on. */
    void readGradient(Memory gradient, long at);

    @Override
    void close();
}
