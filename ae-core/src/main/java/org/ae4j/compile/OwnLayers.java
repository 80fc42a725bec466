package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StableActivation;
import org.ae4j.layer.StepsToRows;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.OwnLayer;
import org.ae4j.spec.OwnShape;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/**
 * The user's own layers. A block begins at each layer with weights other than normalisation's; what stands in front of the
 * first one belongs to its block.
 *
 * @param own what the user gave, checked
 * @param inputs numbers that the encoder takes
 * @param style whose penalties hold for the weights
 * @param outputs numbers of a row
 */
record OwnLayers(Architecture.Own own, int inputs, LayerStyle style, int outputs) implements Hidden {
    @Override
    public Blocks encoder(int in) {
        return blocks(own.encoderLayers(), in);
    }

    @Override
    public Blocks decoder(int in) {
        return blocks(own.decoderLayers(), in);
    }

    @Override
    public List<Layer> linearOutput(int in) {
        return List.of(style.dense(LayerStyle.OUTPUT, in, outputs, Activation.IDENTITY, true));
    }

    @Override
    public List<Layer> output(int in, List<OutputGroup> groups) {
        return List.of(style.output(in, groups));
    }

    @Override
    public List<Layer> rowsBehind(int block) {
        OwnShape shape = behind(block);
        if (shape instanceof OwnShape.Grid grid) {
            return List.of(named("cut.rows", new GridToRows(layout(grid))));
        }
        if (shape instanceof OwnShape.Sequence sequence) {
            return List.of(
                    named("cut.steps", new SequenceToSteps()),
                    named("cut.rows", new StepsToRows(sequence.features(), sequence.steps())));
        }
        return shape instanceof OwnShape.Steps steps
                ? List.of(named("cut.rows", new StepsToRows(steps.numbers(), steps.steps())))
                : List.of();
    }

    @Override
    public List<Layer> rowsInFront(int block) {
        OwnShape shape = behind(block - 1);
        if (shape instanceof OwnShape.Grid grid) {
            return List.of(named("cut.grid", new RowsToGrid(layout(grid), 0)));
        }
        if (shape instanceof OwnShape.Sequence sequence) {
            return List.of(named("cut.sequence", new RowsToSequence(sequence.features(), sequence.steps(), 0)));
        }
        return shape instanceof OwnShape.Steps steps
                ? List.of(
                        named("cut.sequence", new RowsToSequence(steps.numbers(), steps.steps(), 0)),
                        named("cut.steps", new SequenceToSteps()))
                : List.of();
    }

    /** What stands behind this many blocks of the encoder and one more; rows in front of the first and behind the last. */
    private OwnShape behind(int block) {
        OwnShape shape = new OwnShape.Rows(inputs);
        List<List<OwnLayer>> blocks = grouped(own.encoderLayers());
        for (List<OwnLayer> layers : blocks.subList(0, Math.min(block + 1, blocks.size()))) {
            for (OwnLayer layer : layers) {
                shape = layer.outputs(shape);
            }
        }
        return shape;
    }

    private static RowLayout layout(OwnShape.Grid grid) {
        return new RowLayout(grid.channels(), grid.height(), grid.width(), false);
    }

    private static Layer named(String name, Layer layer) {
        layer.setLayerName(name);
        return layer;
    }

    private static List<List<OwnLayer>> grouped(List<OwnLayer> layers) {
        var blocks = new ArrayList<List<OwnLayer>>();
        var block = new ArrayList<OwnLayer>();
        for (OwnLayer layer : layers) {
            if (layer.beginsBlock() && block.stream().anyMatch(OwnLayer::beginsBlock)) {
                blocks.add(List.copyOf(block));
                block.clear();
            }
            block.add(layer);
        }
        blocks.add(List.copyOf(block));
        return blocks;
    }

    private Blocks blocks(List<OwnLayer> layers, int in) {
        var blocks = new ArrayList<List<Layer>>();
        OwnShape shape = new OwnShape.Rows(in);
        for (List<OwnLayer> group : grouped(layers)) {
            var block = new ArrayList<Layer>();
            for (OwnLayer layer : group) {
                block.add(layer(layer, shape));
                shape = layer.outputs(shape);
            }
            blocks.add(List.copyOf(block));
        }
        return new Blocks(blocks, width(shape));
    }

    /** What a layer's weights or statistics are for each of: numbers, channels or features. */
    private static int width(OwnShape shape) {
        if (shape instanceof OwnShape.Rows rows) {
            return rows.numbers();
        }
        if (shape instanceof OwnShape.Grid grid) {
            return grid.channels();
        }
        return shape instanceof OwnShape.Sequence sequence ? sequence.features() : ((OwnShape.Steps) shape).numbers();
    }

    private Layer layer(OwnLayer own, OwnShape input) {
        Layer layer = read(own);
        FeedForwardLayer weighted = weighted(layer);
        if (weighted != null) {
            weighted.setNIn(width(input));
            weighted.setActivationFn(StableActivation.of(weighted.getActivationFn()));
            style.penalized(weighted);
        } else if (layer instanceof ActivationLayer activation) {
            activation.setActivationFn(StableActivation.of(activation.getActivationFn()));
        } else if (layer instanceof BatchNormalization normalization) {
            normalization.setNIn(width(input));
            normalization.setNOut(width(input));
            normalization.setUseLogStd(false);
            normalization.setGradientNormalization(GradientNormalization.None); // would clip the statistics too
        }
        return layer;
    }

    /** The layer itself, or the one that it is around, if it has weights; null for others. */
    private static FeedForwardLayer weighted(Layer layer) {
        Layer inner = layer instanceof LastTimeStep last ? last.getUnderlying() : layer;
        return inner instanceof DenseLayer || inner instanceof ConvolutionLayer || inner instanceof LSTM
                ? (FeedForwardLayer) inner
                : null;
    }

    private static Layer read(OwnLayer layer) {
        try {
            return NeuralNetConfiguration.mapper().readValue(layer.json(), Layer.class);
        } catch (JsonProcessingException e) {
            throw new InvalidSpecException(
                    "layer '" + layer.name() + "' is none that DL4J can read: " + e.getOriginalMessage(), e);
        }
    }
}
