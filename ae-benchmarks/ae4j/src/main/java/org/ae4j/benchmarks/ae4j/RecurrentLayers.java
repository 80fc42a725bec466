package org.ae4j.benchmarks.ae4j;

import java.util.List;
import org.ae4j.benchmarks.RecurrentNetwork;
import org.ae4j.benchmarks.RecurrentWeights;
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

/** A recurrent network of the benchmark in DL4J's layers, and its weights in the order of DL4J's flat view. */
final class RecurrentLayers {
    private RecurrentLayers() {}

    /** With AE4J's layers around them: from rows to rows, half the squared error summed. */
    static MultiLayerConfiguration rows(RecurrentNetwork network, IUpdater updater) {
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

    /** DL4J's own: from sequences to sequences, the mean squared error of a step, summed over the steps. */
    static ListBuilder sequences(RecurrentNetwork network, IUpdater updater) {
        ListBuilder layers =
                new NeuralNetConfiguration.Builder().updater(updater).list();
        return recurrent(layers, network)
                .layer(new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(network.units())
                        .nOut(network.features())
                        .activation(Activation.IDENTITY)
                        .dataFormat(RNNFormat.NCW)
                        .build());
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

    /** Initial weights. */
    static float[] parameters(RecurrentNetwork network) {
        RecurrentWeights weights = RecurrentWeights.of(network);
        int biases = RecurrentNetwork.GATES * network.units();
        return joined(
                weights.inputs(0),
                weights.recurrent(0),
                new float[biases],
                weights.inputs(1),
                weights.recurrent(1),
                new float[biases],
                weights.output(),
                new float[network.features()]);
    }

    private static float[] joined(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
