package org.ae4j.compile;

import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.SequenceSchema;
import org.ae4j.layer.OutputGroup;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The hidden layers of an architecture, made anew at each call: DL4J's layers can be changed. */
interface Hidden {
    /**
     * Layers by block: one with its normalisation, activation and dropout.
     *
     * @param blocks in order
     * @param outputs how many numbers the last one gives
     */
    record Blocks(List<List<Layer>> blocks, int outputs) {}

    /** From the network's input to what the code layer takes. */
    Blocks encoder(int inputs);

    /** From what the decoder takes to what the output layer takes. */
    Blocks decoder(int inputs);

    /**
     * What makes rows of what an encoder's block gives, so that the network can be cut behind it; empty where it gives rows.
     *
     * @param block from 0
     * @throws InvalidSpecException if it cannot be cut there
     */
    default List<Layer> rowsBehind(int block) {
        return List.of();
    }

    /** What undoes {@link #rowsBehind}. */
    default List<Layer> rowsInFront(int block) {
        return List.of();
    }

    /**
     * The last block, from what {@link #decoder} gives to rows in front of the likelihood's activation, {@code [rows, outputs]}.
     *
     * @param inputs how many numbers the block before gives
     */
    List<Layer> linearOutput(int inputs);

    /**
     * The last block with the likelihood's activation and loss.
     *
     * @param inputs how many numbers the block before gives
     */
    List<Layer> output(int inputs, List<OutputGroup> groups);

    /** Those of a specification. */
    static Hidden of(AutoencoderSpec spec) {
        LayerStyle style = LayerStyle.of(spec);
        if (spec.architecture() instanceof Architecture.Convolutional convolutional) {
            return new ConvolutionalLayers(
                    convolutional, RowGrid.of(spec.schema()), spec.knowledge().told(), style);
        }
        if (spec.architecture() instanceof Architecture.Recurrent recurrent) {
            var sequence = (SequenceSchema) spec.schema();
            return new RecurrentLayers(recurrent, sequence, spec.knowledge().told(), style);
        }
        if (spec.architecture() instanceof Architecture.Own own) {
            return new OwnLayers(own, spec.inputs() + spec.knowledge().told(), style, spec.inputs());
        }
        return new DenseLayers(((Architecture.Dense) spec.architecture()).hidden(), style, spec.inputs());
    }
}
