package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Grid;
import org.ae4j.engine.program.Window;

/** The grid kernels of {@link DoubleDevice}: loops over what {@link GridKernels} says of one number. */
final class DoubleGrids implements GridKernels {
    private final Convolvers convolvers;

    DoubleGrids(Convolvers convolvers) {
        this.convolvers = convolvers;
    }

    @Override
    public Convolver convolver(int index, Filtering stage) {
        return convolvers.of(index, stage);
    }

    @Override
    public void gather(Gathering gathering, Memory x, long xAt, int rows, Memory y, long yAt) {
        for (int row = 0; row < rows; row++) {
            long from = xAt + (long) row * gathering.inputs();
            long to = yAt + (long) row * gathering.outputs();
            for (int run = 0; run < gathering.runs(); run++) {
                int start = gathering.start(run);
                for (int i = 0; i < gathering.length(run); i++) {
                    doubles(y).set(to++, start < 0 ? 0 : doubles(x).get(from + start + i));
                }
            }
        }
    }

    @Override
    public void scatter(Gathering gathering, Memory y, long yAt, int rows, Memory x, long xAt) {
        clear(x, xAt, rows * gathering.inputs());
        for (int row = 0; row < rows; row++) {
            long to = xAt + (long) row * gathering.inputs();
            long from = yAt + (long) row * gathering.outputs();
            for (int run = 0; run < gathering.runs(); run++) {
                int start = gathering.start(run);
                for (int i = 0; i < gathering.length(run); i++, from++) {
                    if (start >= 0) {
                        add(x, to + start + i, doubles(y).get(from));
                    }
                }
            }
        }
    }

    @Override
    public void add(Memory x, long xAt, Memory y, long yAt, int count) {
        for (int i = 0; i < count; i++) {
            add(x, xAt + i, doubles(y).get(yAt + i));
        }
    }

    @Override
    public void addColumnSums(Memory x, long at, int rows, int width, Memory sums, long sumsAt) {
        for (int i = 0; i < rows * width; i++) {
            add(sums, sumsAt + i % width, doubles(x).get(at + i));
        }
    }

    @Override
    public void clearNan(Memory x, long at, int count) {
        clearWhereNan(x, x, at, count);
    }

    @Override
    public void clearWhereNan(Memory x, Memory d, long at, int count) {
        for (long i = at; i < at + count; i++) {
            if (Double.isNaN(doubles(x).get(i))) {
                doubles(d).set(i, 0);
            }
        }
    }

    @Override
    public void largest(Window window, Memory x, int from, int rows, Memory y, Memory places) {
        int channels = window.over().channels();
        int outputs = window.places() * channels;
        for (int row = from; row < from + rows; row++) {
            for (int i = 0; i < outputs; i++) {
                long at = (long) row * outputs + i;
                long first = (long) row * window.over().size();
                int place = place(window, x, first, i / channels, i % channels);
                doubles(y).set(at, doubles(x).get(first + place));
                doubles(places).set(at, place);
            }
        }
    }

    /** Where in the row from {@code first} on the window finds the largest number of a channel. */
    private static int place(Window window, Memory x, long first, int windowAt, int channel) {
        Grid grid = window.over();
        int top = windowAt / window.columns() * window.down() - window.top();
        int left = windowAt % window.columns() * window.across() - window.left();
        int found = -1;
        for (int row = Math.max(0, top); row < Math.min(grid.height(), top + window.height()); row++) {
            for (int column = Math.max(0, left); column < Math.min(grid.width(), left + window.width()); column++) {
                int place = (row * grid.width() + column) * grid.channels() + channel;
                if (found < 0 || doubles(x).get(first + place) > doubles(x).get(first + found)) {
                    found = place;
                }
            }
        }
        return found;
    }

    @Override
    public void scatterLargest(Window window, Memory y, Memory places, int from, int rows, Memory x) {
        int outputs = window.places() * window.over().channels();
        int inputs = window.over().size();
        clear(x, (long) from * inputs, rows * inputs);
        for (int row = from; row < from + rows; row++) {
            for (int i = 0; i < outputs; i++) {
                long at = (long) row * outputs + i;
                long place = (long) doubles(places).get(at);
                add(x, (long) row * inputs + place, doubles(y).get(at));
            }
        }
    }

    @Override
    public void clear(Memory x, long at, int count) {
        for (long i = at; i < at + count; i++) {
            doubles(x).set(i, 0);
        }
    }

    private static void add(Memory x, long at, double value) {
        doubles(x).set(at, doubles(x).get(at) + value);
    }

    private static DoubleMemory doubles(Memory memory) {
        return (DoubleMemory) memory;
    }
}
