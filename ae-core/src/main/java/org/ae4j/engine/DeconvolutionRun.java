package org.ae4j.engine;

import org.ae4j.engine.kernel.Convolver;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Deconvolution;

/** The window is over the output, to whose patches the input's pixels lead: a convolution backwards. */
final class DeconvolutionRun extends FilteringRun {
    DeconvolutionRun(int index, Deconvolution stage, Weights weights) {
        super(index, stage, weights);
    }

    @Override
    void linear(Convolver convolver, Memory input, Memory output, int row, int rows) {
        convolver.toGrid(input, output, row, rows);
    }

    @Override
    void addGradient(Convolver convolver, Memory input, Memory gradient, int row, int rows) {
        convolver.addGradient(gradient, input, row, rows);
    }

    @Override
    void inputGradient(Convolver convolver, Memory gradient, Memory before, int row, int rows) {
        convolver.toPixels(gradient, before, row, rows);
    }
}
