package org.ae4j.engine.program;

/**
 * a = f(z + b), z being the sum of what each pixel of the input adds to the patch that a window over the output sees at
 * its place: the gradient of a convolution with respect to its input (Dumoulin and Visin 2016, chapter 4). W lies as DL4J
 * has it, {@code [channels of the input, channels of the output, height, width]}, behind b.
 *
 * @param window over the output; the input has its places
 * @param channels of the input
 * @param weights where W starts in the flat view
 * @param bias where b starts; −1 for none
 */
public record Deconvolution(Window window, int channels, long weights, long bias, Nonlinearity f) implements Filtering {
    @Override
    public int inputs() {
        return channels * window.places();
    }

    @Override
    public int outputs() {
        return window.over().size();
    }

    @Override
    public int across() {
        return channels;
    }

    @Override
    public int outputChannels() {
        return window.over().channels();
    }

    public Grid output() {
        return window.over();
    }
}
