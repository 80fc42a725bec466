package org.ae4j.engine;

import org.ae4j.engine.program.Deconvolution;

/** The window is over the output, to whose patches the input's pixels lead: a convolution backwards. */
final class DeconvolutionRun extends FilteringRun {
    DeconvolutionRun(int index, Deconvolution stage, Weights weights) {
        super(index, stage, weights);
    }

    @Override
    void linear(Share share, int row, int rows) {
        toPatches(share, input(share), row, rows);
        scatter(share, output(share), row, rows);
    }

    @Override
    void gradients(Share share, int row, int rows, boolean toInput) {
        gather(share, gradient(share), row, rows);
        addProducts(share, input(share), row, rows);
        if (toInput) {
            toPixels(share, gradientBefore(share), row, rows);
        }
    }

    @Override
    void inputGradient(Share share, int row, int rows) {
        gather(share, gradient(share), row, rows);
        toPixels(share, gradientBefore(share), row, rows);
    }
}
