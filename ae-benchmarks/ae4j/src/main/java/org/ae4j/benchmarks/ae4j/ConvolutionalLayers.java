package org.ae4j.benchmarks.ae4j;

import java.util.List;
import org.ae4j.benchmarks.ConvolutionalNetwork;
import org.ae4j.benchmarks.ConvolutionalNetwork.Layer;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A convolutional network of the benchmark in DL4J's layers, with either end. */
final class ConvolutionalLayers {
    private ConvolutionalLayers() {}

    /** Over rows, with half the squared error summed over a row. */
    static MultiLayerConfiguration overRows(ConvolutionalNetwork network, IUpdater updater) {
        var layout = new RowLayout(1, network.side(), network.side(), false);
        ListBuilder list = list(updater).layer(new RowsToGrid(layout, 0));
        addLayers(network, list);
        var groups = List.of(new OutputGroup(OutputKind.SQUARED_SIGMOID, 0, network.inputs(), 1));
        return list.layer(new GridToRows(layout))
                .layer(new LossLayer.Builder(new LikelihoodLoss(groups))
                        .activation(Activation.SIGMOID)
                        .build())
                .build();
    }

    /** Over images, with DL4J's own loss: the squared error summed over an image. */
    static MultiLayerConfiguration overImages(ConvolutionalNetwork network, IUpdater updater) {
        ListBuilder list = list(updater);
        addLayers(network, list);
        return list.layer(new CnnLossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.SIGMOID)
                        .build())
                .setInputType(InputType.convolutional(network.side(), network.side(), 1))
                .build();
    }

    /** From rows to codes. */
    static MultiLayerConfiguration encoderOfRows(ConvolutionalNetwork network) {
        int side = network.side() >> network.filters().size();
        var code = new RowLayout(network.code() / (side * side), side, side, false);
        ListBuilder list =
                list(new NoOp()).layer(new RowsToGrid(new RowLayout(1, network.side(), network.side(), false), 0));
        network.encoder().forEach(layer -> list.layer(layer(layer, false, false)));
        return list.layer(new GridToRows(code)).build();
    }

    /** From images to grids of codes. */
    static MultiLayerConfiguration encoderOfImages(ConvolutionalNetwork network) {
        ListBuilder list = list(new NoOp());
        network.encoder().forEach(layer -> list.layer(layer(layer, false, false)));
        return list.setInputType(InputType.convolutional(network.side(), network.side(), 1))
                .build();
    }

    private static ListBuilder list(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().updater(updater).list();
    }

    private static void addLayers(ConvolutionalNetwork network, ListBuilder list) {
        List<Layer> layers = network.layers();
        for (int i = 0; i < layers.size(); i++) {
            boolean isLast = i == layers.size() - 1;
            boolean isNormalized = network.normalized() && !isLast;
            list.layer(layer(layers.get(i), isNormalized, isNormalized || isLast));
            if (isNormalized) {
                list.layer(new BatchNormalization.Builder()
                        .useLogStd(false)
                        .nIn(layers.get(i).outputs())
                        .nOut(layers.get(i).outputs())
                        .build());
                list.layer(new ActivationLayer.Builder()
                        .activation(Activation.RELU)
                        .build());
            }
        }
    }

    private static ConvolutionLayer layer(Layer layer, boolean isNormalized, boolean isLinear) {
        var builder = layer.isUp() ? new Deconvolution2D.Builder(3, 3) : new ConvolutionLayer.Builder(3, 3);
        builder.stride(2, 2);
        builder.convolutionMode(ConvolutionMode.Same);
        builder.nIn(layer.isUp() ? layer.across() : layer.channels()).nOut(layer.outputs());
        builder.activation(isLinear ? Activation.IDENTITY : Activation.RELU);
        builder.hasBias(!isNormalized);
        return builder.build();
    }
}
