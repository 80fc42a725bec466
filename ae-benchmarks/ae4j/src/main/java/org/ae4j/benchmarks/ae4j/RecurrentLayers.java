package org.ae4j.benchmarks.ae4j;

import java.util.List;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StepsToRows;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A recurrent network of the benchmark in DL4J's layers, with either end. */
final class RecurrentLayers {
    private RecurrentLayers() {}

    /** Over rows, by AE4J's layers around DL4J's, with half the squared error summed over a row. */
    static MultiLayerConfiguration overRows(RecurrentNetwork network, IUpdater updater) {
        var groups = List.of(new OutputGroup(OutputKind.SQUARED, 0, network.inputs(), 1));
        ListBuilder layers =
                new NeuralNetConfiguration.Builder().updater(updater).list();
        layers.layer(new RowsToSequence(network.features(), network.steps(), 0));
        return recurrent(layers, network)
                .layer(new SequenceToSteps())
                .layer(new DenseLayer.Builder()
                        .nIn(network.units())
                        .nOut(network.features())
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new StepsToRows(network.features(), network.steps()))
                .layer(new LossLayer.Builder(new LikelihoodLoss(groups))
                        .activation(Activation.IDENTITY)
                        .build())
                .build();
    }

    /** Over sequences, with DL4J's own loss: the mean squared error of a step, summed over the steps. */
    static MultiLayerConfiguration overSequences(RecurrentNetwork network, IUpdater updater) {
        ListBuilder layers =
                new NeuralNetConfiguration.Builder().updater(updater).list();
        return recurrent(layers, network)
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(network.units())
                        .nOut(network.features())
                        .activation(Activation.IDENTITY)
                        .dataFormat(RNNFormat.NCW)
                        .build())
                .build();
    }

    /** From rows to codes. */
    static MultiLayerConfiguration encoderOfRows(RecurrentNetwork network) {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new RowsToSequence(network.features(), network.steps(), 0))
                .layer(new LastTimeStep(lstm(network.features(), network.units())))
                .build();
    }

    /** From sequences to codes. */
    static MultiLayerConfiguration encoderOfSequences(RecurrentNetwork network) {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LastTimeStep(lstm(network.features(), network.units())))
                .build();
    }

    private static ListBuilder recurrent(ListBuilder layers, RecurrentNetwork network) {
        return layers.layer(new LastTimeStep(lstm(network.features(), network.units())))
                .layer(new RepeatVector.Builder<>()
                        .repetitionFactor(network.steps())
                        .build())
                .layer(lstm(network.units(), network.units()));
    }

    private static LSTM lstm(int in, int units) {
        return new LSTM.Builder()
                .nIn(in)
                .nOut(units)
                .activation(Activation.TANH)
                .build();
    }
}
