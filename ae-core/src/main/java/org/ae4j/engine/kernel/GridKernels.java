package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Window;

/** What stages over grids are made of beside {@link Kernels}; the same holds for them. */
public interface GridKernels {
    /**
     * What computes a stage's products; the same one in every call.
     *
     * @param index of the stage in its program
     */
    Convolver convolver(int index, Filtering stage);

    /** Rows of y are gathered from rows of x. */
    void gather(Gathering gathering, Memory x, long xAt, int rows, Memory y, long yAt);

    /** The gradient of {@link #gather}: each number of x becomes the sum of those of y that would be gathered from it. */
    void scatter(Gathering gathering, Memory y, long yAt, int rows, Memory x, long xAt);

    /** x = 0. */
    void clear(Memory x, long at, int count);

    /** x = x + y. */
    void add(Memory x, long xAt, Memory y, long yAt, int count);

    /** Adds the sums over the rows of {@code [rows, width]} to {@code width} numbers. */
    void addColumnSums(Memory x, long at, int rows, int width, Memory sums, long sumsAt);

    /** x = 0 where it is NaN. */
    void clearNan(Memory x, long at, int count);

    /** d = 0 where x is NaN. */
    void clearWhereNan(Memory x, Memory d, long at, int count);

    /**
     * The largest number that a window sees of each channel of a grid, outside of which there is nothing.
     *
     * @param from the first of these rows in all memories
     * @param places gets where each was found, as {@link #scatterLargest} takes it: of several, the first
     */
    void largest(Window window, Memory x, int from, int rows, Memory y, Memory places);

    /** The gradient of {@link #largest}: each number of x becomes the sum of those of y that were found at its place. */
    void scatterLargest(Window window, Memory y, Memory places, int from, int rows, Memory x);
}
