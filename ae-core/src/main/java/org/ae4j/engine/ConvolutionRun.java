package org.ae4j.engine;

import org.ae4j.engine.kernel.Convolver;
import org.ae4j.engine.kernel.Memory;
import org.ae4j.engine.program.Convolution;

/** The window is over the input, whose patches lead to the output's pixels. */
final class ConvolutionRun extends FilteringRun {
    ConvolutionRun(int index, Convolution stage, Weights weights) {
        super(index, stage, weights);
    }

    @Override
    void linear(Convolver convolver, Memory input, Memory output, int row, int rows) {
        convolver.toPixels(input, output, row, rows);
    }

    @Override
    void addGradient(Convolver convolver, Memory input, Memory gradient, int row, int rows) {
        convolver.addGradient(input, gradient, row, rows);
    }

    @Override
    void inputGradient(Convolver convolver, Memory gradient, Memory before, int row, int rows) {
        convolver.toGrid(gradient, before, row, rows);
    }
}
