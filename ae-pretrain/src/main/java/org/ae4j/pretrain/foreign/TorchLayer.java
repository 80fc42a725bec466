package org.ae4j.pretrain.foreign;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;

/**
 * How PyTorch names and lays the weights of a layer.
 *
 * <ul>
 *   <li>{@code Linear}: weight {@code [out, in]}, transposed here; bias {@code [out]}.
 *   <li>{@code Conv2d}: weight {@code [out, in, height, width]} as here, {@code Conv1d} without the width, which is 1 here.
 *   <li>{@code BatchNorm}: weight, bias, running_mean, running_var, each {@code [channels]}.
 *   <li>{@code LSTM}: weight_ih_l0 {@code [4 · units, in]} and weight_hh_l0 {@code [4 · units, units]}, transposed here;
 *       bias_ih_l0 and bias_hh_l0 {@code [4 · units]}, whose sum is the bias here. The gates stand in the order input, forget,
 *       candidate, output (PyTorch's {@code torch.nn.LSTM}: i, f, g, o), here in the order candidate, forget, output, input.
 * </ul>
 */
enum TorchLayer {
    LINEAR,
    CONVOLUTION,
    NORMALIZATION,
    LSTM_CELLS,
    NONE;

    private static final int GATES = 4;

    /** The place in PyTorch of each gate here. */
    private static final int[] GATE = {2, 1, 3, 0};

    static TorchLayer of(Layer layer) {
        Layer inner = layer instanceof LastTimeStep last ? last.getUnderlying() : layer;
        if (inner instanceof Bidirectional || inner instanceof LSTM) {
            return LSTM_CELLS;
        }
        if (inner instanceof DenseLayer) {
            return LINEAR;
        }
        if (inner instanceof ConvolutionLayer) {
            return CONVOLUTION;
        }
        return inner instanceof BatchNormalization ? NORMALIZATION : NONE;
    }

    /**
     * What of a module stands for the parameters of a layer.
     *
     * @param parameters DL4J's names, such as W and b
     * @param module such as {@code features.0}
     */
    Map<String, String> sources(Set<String> parameters, String module) {
        var sources = new LinkedHashMap<String, String>();
        for (String parameter : parameters) {
            sources.put(parameter, source(parameter, module + "."));
        }
        return sources;
    }

    private String source(String parameter, String module) {
        if (this == LSTM_CELLS) {
            String end = parameter.startsWith("b") && parameter.length() > 1 ? "_l0_reverse" : "_l0";
            return switch (gate(parameter)) {
                case "W" -> module + "weight_ih" + end;
                case "RW" -> module + "weight_hh" + end;
                default -> module + "bias_ih" + end + " + " + module + "bias_hh" + end;
            };
        }
        return module
                + switch (parameter) {
                    case "W", "gamma" -> "weight";
                    case "mean" -> "running_mean";
                    case "var" -> "running_var";
                    default -> "bias";
                };
    }

    /** The parameter of an LSTM, of both directions without the direction. */
    private static String gate(String parameter) {
        boolean hasDirection = parameter.length() > 1 && !parameter.equals("RW");
        return hasDirection ? parameter.substring(1) : parameter;
    }

    /**
     * The shape that PyTorch's tensor has.
     *
     * @param shape of the parameter here
     */
    long[] shape(String parameter, long[] shape) {
        boolean isVector = !isMatrix(parameter) && this != CONVOLUTION || parameter.equals("b");
        if (isVector) {
            return new long[] {shape[shape.length - 1]};
        }
        return this == CONVOLUTION ? shape.clone() : new long[] {shape[1], shape[0]};
    }

    /** Whether the tensor fits: a convolution along steps may lack the width of 1. */
    boolean fits(long[] expected, long[] found) {
        boolean lacksWidth = this == CONVOLUTION && expected.length == 4 && expected[3] == 1 && found.length == 3;
        return Arrays.equals(expected, lacksWidth ? new long[] {found[0], found[1], found[2], 1} : found);
    }

    /**
     * PyTorch's values as those of the parameter here, row-major.
     *
     * @param shape of the parameter here
     */
    float[] values(String parameter, long[] shape, float[] torch) {
        if (this == LSTM_CELLS) {
            int columns = (int) shape[shape.length - 1];
            return gates(torch, torch.length / columns, columns / GATES);
        }
        return this == LINEAR && isMatrix(parameter) ? transposed(torch, (int) shape[0], (int) shape[1]) : torch;
    }

    private boolean isMatrix(String parameter) {
        return this != NORMALIZATION && parameter.endsWith("W");
    }

    /** {@code [4 · units, in] → [in, 4 · units]} with the gates in their order here; a bias is one of one input. */
    private static float[] gates(float[] torch, int in, int units) {
        float[] values = new float[torch.length];
        for (int i = 0; i < in; i++) {
            for (int gate = 0; gate < GATES; gate++) {
                for (int unit = 0; unit < units; unit++) {
                    values[(i * GATES + gate) * units + unit] = torch[(GATE[gate] * units + unit) * in + i];
                }
            }
        }
        return values;
    }

    /** {@code [columns, rows] → [rows, columns]}. */
    private static float[] transposed(float[] torch, int rows, int columns) {
        float[] values = new float[torch.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = torch[j * rows + i];
            }
        }
        return values;
    }
}
