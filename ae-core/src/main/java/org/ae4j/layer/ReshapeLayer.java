package org.ae4j.layer;

import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.NoParamLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * The same numbers in another shape. A network takes and gives rows, {@code [rows, numbers]}, whatever its layers work on:
 * these layers stand where that changes.
 */
public abstract sealed class ReshapeLayer extends NoParamLayer
        permits RowsToGrid, GridToRows, RowsToSequence, SequenceToSteps, StepsToRows {
    private static final long serialVersionUID = 1L;

    /** The numbers in their new shape, in a new array of any order. */
    abstract INDArray forward(INDArray input);

    /**
     * The gradient of the input, in a new array of any order.
     *
     * @param gradient of what {@link #forward} gave
     * @param input of the forward pass
     */
    abstract INDArray backward(INDArray gradient, INDArray input);

    @Override
    public final org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        var layer = new ReshapeStage(configuration, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamTable(Map.of());
        return layer;
    }

    @Override
    public final InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public final LayerMemoryReport getMemoryReport(InputType input) {
        return new LayerMemoryReport.Builder(layerName, getClass(), input, getOutputType(0, input))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    /** The numbers that come in, 1 for one that is there and 0 for NaN. */
    static INDArray present(INDArray input) {
        return input.eq(input).castTo(input.dataType());
    }

    /** A copy with 0 for NaN. */
    static INDArray filled(INDArray input) {
        INDArray copy = input.dup('c');
        BooleanIndexing.replaceWhere(copy, 0, Conditions.isNan());
        return copy;
    }
}
