package org.ae4j.engine;

import org.ae4j.engine.program.Convolution;

/** The window is over the input, whose patches lead to the output's pixels. */
final class ConvolutionRun extends FilteringRun {
    ConvolutionRun(int index, Convolution stage, Weights weights) {
        super(index, stage, weights);
    }

    @Override
    void linear(Share share, int row, int rows) {
        gather(share, input(share), row, rows);
        toPixels(share, output(share), row, rows);
    }

    @Override
    void gradients(Share share, int row, int rows, boolean toInput) {
        gather(share, input(share), row, rows);
        addProducts(share, gradient(share), row, rows);
        if (toInput) {
            inputGradient(share, row, rows);
        }
    }

    @Override
    void inputGradient(Share share, int row, int rows) {
        toPatches(share, gradient(share), row, rows);
        scatter(share, gradientBefore(share), row, rows);
    }
}
