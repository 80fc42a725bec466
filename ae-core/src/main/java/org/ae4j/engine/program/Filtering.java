package org.ae4j.engine.program;

/** A stage whose weights stand between the pixels of one grid and the patches that a window sees of another. */
public interface Filtering extends Stage.Parametric {
    Window window();

    /** Where the weights start in the flat view: {@code [across, channels of the window's grid, height, width]}. */
    long weights();

    /** Where the bias starts, in front of the weights; −1 for none. */
    long bias();

    Nonlinearity f();

    /** Channels of the grid whose pixels are the window's places. */
    int across();

    int outputChannels();

    /** How many weights. */
    default int count() {
        return across() * window().patch();
    }

    default boolean hasBias() {
        return bias() >= 0;
    }

    @Override
    default long from() {
        return hasBias() ? bias() : weights();
    }

    @Override
    default long to() {
        return weights() + count();
    }

    @Override
    default int longestRow() {
        return outputChannels();
    }

    @Override
    default boolean readsOutput() {
        return f() != Nonlinearity.IDENTITY;
    }
}
