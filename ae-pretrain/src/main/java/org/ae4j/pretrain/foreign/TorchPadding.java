package org.ae4j.pretrain.foreign;

import org.ae4j.InvalidSpecException;
import org.ae4j.compile.NetworkPlan;
import org.ae4j.engine.program.Filtering;
import org.ae4j.engine.program.Pooling;
import org.ae4j.engine.program.Program;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.engine.program.Stage;
import org.ae4j.engine.program.UnsupportedNetworkException;
import org.ae4j.engine.program.Window;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/**
 * Windows that PyTorch cannot have. Its padding is the same at both ends; where {@code Same} needs an odd margin, it is one
 * longer behind the grid, and a window of PyTorch would begin a pixel earlier: 3×3 with stride 2 over 28 pixels begins at pixel
 * 0 here, with {@code padding=1} at pixel −1. Over 27 pixels, or 4×4 over 28, both begin at −1.
 */
final class TorchPadding {
    private static final String ADVICE =
            ": give the layers with Architecture.of, ConvolutionMode.Truncate and the padding" + " that PyTorch had";

    private TorchPadding() {}

    /**
     * Refuses a specification whose encoder has such windows.
     *
     * @throws InvalidSpecException if there is one
     */
    static void check(AutoencoderSpec spec) {
        Program program;
        try {
            program = ProgramReader.read(new NetworkPlan(spec).encoder());
        } catch (UnsupportedNetworkException e) {
            checkModes(spec);
            return;
        }
        for (Stage stage : program.stages()) {
            if (stage instanceof Filtering filtering) {
                check(filtering.window());
            } else if (stage instanceof Pooling pooling) {
                check(pooling.window());
            }
        }
    }

    private static void check(Window window) {
        int rows = places(window.over().height(), window.height(), window.down(), window.top());
        int columns = places(window.over().width(), window.width(), window.across(), window.left());
        if (rows != window.rows() || columns != window.columns()) {
            String what = "windows of %d×%d with stride %d×%d over a grid of %d×%d"
                    .formatted(
                            window.height(),
                            window.width(),
                            window.down(),
                            window.across(),
                            window.over().height(),
                            window.over().width());
            throw new InvalidSpecException(
                    what + " have a margin that is longer behind it than in front of it, and PyTorch's"
                            + " padding is the same at both ends" + ADVICE);
        }
    }

    /** How many places PyTorch gives a window that begins this far in front of the grid. */
    private static int places(int size, int kernel, int stride, int padding) {
        return (size + 2 * padding - kernel) / stride + 1;
    }

    /** Of a network whose grids are not known here. */
    private static void checkModes(AutoencoderSpec spec) {
        for (NeuralNetConfiguration layer : new NetworkPlan(spec).encoder().getConfs()) {
            boolean isSame = layer.getLayer() instanceof ConvolutionLayer convolution
                            && convolution.getConvolutionMode() == ConvolutionMode.Same
                    || layer.getLayer() instanceof SubsamplingLayer pooling
                            && pooling.getConvolutionMode() == ConvolutionMode.Same;
            if (isSame) {
                throw new InvalidSpecException("layer '" + layer.getLayer().getLayerName()
                        + "' has ConvolutionMode.Same, whose margins PyTorch need not have" + ADVICE);
            }
        }
    }
}
