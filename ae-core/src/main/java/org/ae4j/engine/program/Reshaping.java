package org.ae4j.engine.program;

import org.ae4j.layer.RowLayout;

/** A stage whose outputs are some of its inputs, each any number of times, or 0. */
public interface Reshaping extends Stage {
    @Override
    default int longestRow() {
        return 1;
    }

    /**
     * {@link org.ae4j.layer.RowsToGrid}; NaN becomes 0.
     *
     * @param layout of a row
     * @param told numbers that follow it, each a channel throughout
     */
    record ToGrid(RowLayout layout, int told) implements Reshaping {
        @Override
        public int inputs() {
            return layout.size() + told;
        }

        @Override
        public int outputs() {
            return output().size();
        }

        public Grid output() {
            return new Grid(layout.channels() + told, layout.height(), layout.width());
        }
    }

    /** {@link org.ae4j.layer.GridToRows}. */
    record ToRows(RowLayout layout) implements Reshaping {
        @Override
        public int inputs() {
            return layout.size();
        }

        @Override
        public int outputs() {
            return layout.size();
        }
    }

    /** Each pixel {@code down · across} times. */
    record Upsampling(Grid grid, int down, int across) implements Reshaping {
        @Override
        public int inputs() {
            return grid.size();
        }

        @Override
        public int outputs() {
            return output().size();
        }

        public Grid output() {
            return new Grid(grid.channels(), down * grid.height(), across * grid.width());
        }
    }

    /**
     * A part of a grid, or a grid with a margin of zeros.
     *
     * @param top row of the grid that becomes the first; below 0 for a margin
     * @param left column of the grid that becomes the first; below 0 for a margin
     * @param output as large as what remains
     */
    record Framing(Grid grid, int top, int left, Grid output) implements Reshaping {
        @Override
        public int inputs() {
            return grid.size();
        }

        @Override
        public int outputs() {
            return output.size();
        }
    }
}
