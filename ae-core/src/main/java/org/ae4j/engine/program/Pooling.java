package org.ae4j.engine.program;

/** The largest number that a window sees of each channel; of several, the first. */
public record Pooling(Window window) implements Stage {
    @Override
    public int inputs() {
        return window.over().size();
    }

    @Override
    public int outputs() {
        return window.over().channels() * window.places();
    }

    @Override
    public int longestRow() {
        return window.over().channels();
    }
}
