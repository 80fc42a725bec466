package org.ae4j.engine.program;

/**
 * The shape of a grid. Between stages its numbers lie pixel by pixel, {@code [height, width, channels]}, whatever DL4J's
 * order: so a pixel's channels are what a dense layer's columns are.
 */
public record Grid(int channels, int height, int width) {
    public int pixels() {
        return height * width;
    }

    /** How many numbers it has. */
    public int size() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return channels + "×" + height + "×" + width;
    }
}
