package org.ae4j.engine.program;

/**
 * A window that slides over a grid, from place to place; what it sees outside of the grid is 0.
 *
 * @param over what it slides over
 * @param height of the window
 * @param width of the window
 * @param down how far it slides from one row of places to the next
 * @param across how far it slides from one place to the next
 * @param top how many rows above the grid it starts
 * @param left how many columns left of the grid it starts
 * @param rows of places
 * @param columns of places
 */
public record Window(Grid over, int height, int width, int down, int across, int top, int left, int rows, int columns) {
    /** How many places it has. */
    public int places() {
        return rows * columns;
    }

    /** How many numbers it sees at a place: {@code [height, width, channels]}. */
    public int patch() {
        return height * width * over.channels();
    }
}
