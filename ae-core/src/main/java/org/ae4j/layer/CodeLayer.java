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
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A code function as a layer of a {@link org.deeplearning4j.nn.multilayer.MultiLayerNetwork}: {@code [rows, inputs] → [rows,
 * outputs]}. Each network made from this configuration has a function of its own.
 *
 * <p>In training, a step's noise is fixed by the network's seed and the number of the iteration, its warm-up counts whole
 * epochs, and its loss is part of the network's score. What a function learns otherwise than by gradients, such as a
 * codebook, starts from this configuration and is not written back into it.
 */
public final class CodeLayer extends NoParamLayer {
    private static final long serialVersionUID = 1L;

    private final String function;

    /** A layer of this function as it is now: later changes of the function do not reach the layer. */
    public CodeLayer(CodeFunction function) {
        this(function.text());
    }

    /**
     * From the text in a DL4J configuration.
     *
     * @throws org.ae4j.InvalidSpecException if it is no function's text
     */
    public CodeLayer(@JsonProperty("function") String function) {
        CodeFunction.parse(function);
        this.function = function;
    }

    /** The function as {@linkplain CodeFunction#text text}, for DL4J's configuration files. */
    @JsonProperty("function")
    public String getFunction() {
        return function;
    }

    @Override
    public org.deeplearning4j.nn.api.Layer instantiate(
            NeuralNetConfiguration configuration,
            Collection<TrainingListener> listeners,
            int index,
            INDArray parameters,
            boolean initialize,
            DataType type) {
        var layer = new CodeStage(configuration, type, CodeFunction.parse(function));
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamTable(Map.of());
        return layer;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        CodeFunction code = CodeFunction.parse(function);
        Require.that(
                input instanceof InputType.InputTypeFeedForward given && given.getSize() == code.inputs(),
                "the code layer at %d takes %d numbers a row, found %s".formatted(index, code.inputs(), input));
        return InputType.feedForward(code.outputs());
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType input) {
        return null;
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        long working = 3 * input.arrayElementsPerExample();
        return new LayerMemoryReport.Builder(layerName, CodeLayer.class, input, getOutputType(0, input))
                .standardMemory(0, 0)
                .workingMemory(0, working, 0, working)
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeLayer layer && super.equals(other) && layer.function.equals(function);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof CodeLayer;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + function.hashCode();
    }

    @Override
    public String toString() {
        return "CodeLayer(" + function + ")";
    }
}
