package org.ae4j.engine.program;

/**
 * a = f(Wp + b) at each place of a window, p being what it sees there. W lies as DL4J has it, {@code [filters, channels,
 * height, width]}, behind b.
 *
 * @param window over the input
 * @param filters channels of the output
 * @param weights where W starts in the flat view
 * @param bias where b starts; −1 for none
 */
public record Convolution(Window window, int filters, long weights, long bias, Nonlinearity f) implements Filtering {
    @Override
    public int inputs() {
        return window.over().size();
    }

    @Override
    public int outputs() {
        return filters * window.places();
    }

    @Override
    public int across() {
        return filters;
    }

    @Override
    public int outputChannels() {
        return filters;
    }

    public Grid output() {
        return new Grid(filters, window.rows(), window.columns());
    }
}
