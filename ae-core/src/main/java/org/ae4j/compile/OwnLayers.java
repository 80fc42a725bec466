package org.ae4j.compile;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.StableActivation;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.OwnLayer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/**
 * The user's own layers. A block begins at each fully connected layer; what stands in front of the first one belongs to its
 * block.
 *
 * @param own what the user gave, checked
 * @param style whose penalties hold for the weights
 * @param outputs numbers of a row
 */
record OwnLayers(Architecture.Own own, LayerStyle style, int outputs) implements Hidden {
    @Override
    public Blocks encoder(int inputs) {
        return blocks(own.encoderLayers(), inputs);
    }

    @Override
    public Blocks decoder(int inputs) {
        return blocks(own.decoderLayers(), inputs);
    }

    @Override
    public List<Layer> linearOutput(int inputs) {
        return List.of(style.dense(LayerStyle.OUTPUT, inputs, outputs, Activation.IDENTITY, true));
    }

    @Override
    public List<Layer> output(int inputs, List<OutputGroup> groups) {
        return List.of(style.output(inputs, groups));
    }

    private Blocks blocks(List<OwnLayer> layers, int inputs) {
        var blocks = new ArrayList<List<Layer>>();
        var block = new ArrayList<Layer>();
        int width = inputs;
        for (OwnLayer layer : layers) {
            if (layer.isDense() && block.stream().anyMatch(DenseLayer.class::isInstance)) {
                blocks.add(List.copyOf(block));
                block.clear();
            }
            block.add(layer(layer, width));
            width = layer.outputs(width);
        }
        blocks.add(List.copyOf(block));
        return new Blocks(blocks, width);
    }

    private Layer layer(OwnLayer own, int inputs) {
        Layer layer = read(own);
        if (layer instanceof DenseLayer dense) {
            dense.setNIn(inputs);
            dense.setActivationFn(StableActivation.of(dense.getActivationFn()));
            return style.penalized(dense);
        }
        if (layer instanceof ActivationLayer activation) {
            activation.setActivationFn(StableActivation.of(activation.getActivationFn()));
        } else if (layer instanceof BatchNormalization normalization) {
            normalization.setNIn(inputs);
            normalization.setNOut(inputs);
            normalization.setUseLogStd(false);
            normalization.setGradientNormalization(GradientNormalization.None); // would clip the statistics too
        }
        return layer;
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
