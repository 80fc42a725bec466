package org.ae4j.engine;

import java.util.List;
import java.util.stream.Stream;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.GroupedActivation;
import org.ae4j.layer.LikelihoodLoss;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StepsToRows;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Small networks over sequences; their rows end early, see {@link NetworkCase#batch}. */
final class SequenceCases {
    private static final List<OutputGroup> PLAIN = squared(5);

    private SequenceCases() {}

    /** One layer, one feature. */
    static NetworkCase oneFeature() {
        return network("one feature", PLAIN, rows(1, 5, 0), last(1, 4), RandomCases.plainOutput(4, PLAIN));
    }

    static NetworkCase twoLayers() {
        return network("two layers", PLAIN, rows(5, 4, 2), lstm(7, 6), last(6, 5), RandomCases.plainOutput(5, PLAIN));
    }

    static NetworkCase bidirectional() {
        return network(
                "bidirectional",
                PLAIN,
                rows(2, 5, 1),
                both(3, 4),
                both(8, 3),
                last(6, 4),
                dense(4, 3, Nonlinearity.SWISH),
                RandomCases.plainOutput(3, PLAIN));
    }

    static NetworkCase oneStep() {
        return network("one step", PLAIN, rows(3, 1, 1), both(4, 3), last(6, 4), RandomCases.plainOutput(4, PLAIN));
    }

    /** From sequences to sequences, the decoder's layers in one direction. */
    static NetworkCase autoencoder() {
        return network(
                "autoencoder",
                squared(12),
                rows(2, 6, 0),
                last(2, 5),
                dense(5, 3, Nonlinearity.TANH),
                repeat(6),
                lstm(3, 5),
                lstm(5, 4),
                new SequenceToSteps(),
                dense(4, 2, Nonlinearity.IDENTITY),
                new StepsToRows(2, 6),
                loss(squared(12)));
    }

    /** In both directions, with layers of its own at each step, and numbers of several kinds. */
    static NetworkCase bidirectionalAutoencoder() {
        var groups = List.of(
                new OutputGroup(OutputKind.SQUARED, 0, 6, 2),
                new OutputGroup(OutputKind.CROSS_ENTROPY, 6, 9, 1),
                new OutputGroup(OutputKind.SQUARED, 9, 12, 0.5));
        return network(
                "bidirectional autoencoder",
                groups,
                rows(2, 4, 1),
                both(3, 4),
                last(8, 5),
                dense(5, 4, Nonlinearity.IDENTITY),
                repeat(4),
                both(4, 3),
                new SequenceToSteps(),
                dense(6, 4, Nonlinearity.SWISH),
                dense(4, 3, Nonlinearity.IDENTITY),
                new ActivationLayer.Builder()
                        .activation(RandomCases.function(Nonlinearity.TANH))
                        .build(),
                new StepsToRows(3, 4),
                loss(groups));
    }

    /** One that repeats its code for one step alone. */
    static NetworkCase repeatedOnce() {
        return network(
                "repeated once",
                squared(3),
                rows(3, 2, 0),
                last(3, 4),
                repeat(1),
                both(4, 3),
                new SequenceToSteps(),
                dense(6, 3, Nonlinearity.IDENTITY),
                new StepsToRows(3, 1),
                loss(squared(3)));
    }

    /** An encoder that is frozen as a whole. */
    static NetworkCase frozen() {
        return network(
                "frozen encoder",
                squared(8),
                new FrozenLayer(rows(2, 4, 1)),
                new FrozenLayer(both(3, 4)),
                new FrozenLayer(last(8, 5)),
                dense(5, 3, Nonlinearity.TANH),
                repeat(4),
                lstm(3, 5),
                new SequenceToSteps(),
                dense(5, 2, Nonlinearity.IDENTITY),
                new StepsToRows(2, 4),
                loss(squared(8)));
    }

    /** A first layer that is frozen inside the sequence, what makes the sequence being none to freeze. */
    static NetworkCase frozenInside() {
        return network(
                "frozen layer",
                PLAIN,
                rows(2, 4, 1),
                new FrozenLayer(lstm(3, 4)),
                last(4, 5),
                RandomCases.plainOutput(5, PLAIN));
    }

    /** L2 and weight decay on layers of recurrent weights. */
    static NetworkCase penalized() {
        LSTM first = lstm(3, 4);
        first.setRegularization(List.of(new L2Regularization(0.02)));
        LSTM second = lstm(8, 3);
        second.setRegularization(List.of(new WeightDecay(0.03, true)));
        return network(
                "penalties of sequences",
                PLAIN,
                rows(2, 3, 1),
                new Bidirectional(Bidirectional.Mode.CONCAT, first),
                new LastTimeStep(second),
                RandomCases.plainOutput(3, PLAIN));
    }

    /** Dropout inside the sequence, and behind it. */
    static NetworkCase dropped() {
        return network(
                "dropout of sequences",
                squared(8),
                rows(2, 4, 0),
                lstm(2, 5),
                dropout(0.7),
                last(5, 4),
                dropout(0.6),
                repeat(4),
                both(4, 3),
                dropout(0.8),
                new SequenceToSteps(),
                dropout(0.8),
                dense(6, 2, Nonlinearity.IDENTITY),
                new StepsToRows(2, 4),
                loss(squared(8)));
    }

    /** Everything but dropout; seeds 6, 7 and 8 draw some rows that end early, none, and rows of one step alone. */
    static Stream<NetworkCase> all() {
        return Stream.of(
                        oneFeature(),
                        twoLayers(),
                        bidirectional(),
                        oneStep(),
                        autoencoder(),
                        bidirectionalAutoencoder(),
                        repeatedOnce(),
                        frozen(),
                        frozenInside())
                .flatMap(network -> Stream.of(6, 7, 8).map(network::withSeed));
    }

    static Stream<NetworkCase> updates() {
        var updaters = List.<IUpdater>of(new Sgd(0.1), new Adam(0.01), new RmsProp(0.01));
        Stream<NetworkCase> updated = Stream.of(penalized(), autoencoder())
                .flatMap(network -> updaters.stream().map(network::withUpdater));
        Stream<NetworkCase> clipped = Stream.of(penalized(), frozen())
                .flatMap(network -> Stream.of(
                        network.withClipping(GradientNormalization.ClipElementWiseAbsoluteValue, 0.05),
                        network.withClipping(GradientNormalization.ClipL2PerLayer, 0.1)));
        return Stream.concat(updated, clipped).map(network -> network.withSeed(6));
    }

    /** Networks that are trained together with others: encoders and decoders. */
    static Stream<NetworkCase> parts() {
        return Stream.of(
                network("encoder", squared(3), rows(2, 5, 1), lstm(3, 4), last(4, 5), dense(5, 3, Nonlinearity.TANH)),
                network(
                        "bidirectional encoder",
                        squared(3),
                        rows(1, 4, 2),
                        both(3, 3),
                        last(6, 4),
                        dense(4, 3, Nonlinearity.IDENTITY)),
                decoder(),
                network(
                        "bidirectional decoder",
                        squared(6),
                        dense(4, 3, Nonlinearity.TANH),
                        repeat(3),
                        both(3, 4),
                        both(8, 2),
                        new SequenceToSteps(),
                        dense(4, 2, Nonlinearity.IDENTITY),
                        new StepsToRows(2, 3)));
    }

    /** One that begins with the repeated code. */
    static NetworkCase decoder() {
        return network(
                "decoder",
                squared(12),
                repeat(6),
                lstm(3, 5),
                lstm(5, 4),
                new SequenceToSteps(),
                dense(4, 2, Nonlinearity.IDENTITY),
                new StepsToRows(2, 6));
    }

    /** A decoder that ends without a layer of its own at each step. */
    static NetworkCase undecoded() {
        return network("undecoded", squared(6), repeat(2), lstm(4, 3), new SequenceToSteps(), new StepsToRows(3, 2));
    }

    /** All rows have all steps: DL4J cannot drop out inside a sequence with a mask. */
    static NetworkCase droppedPart() {
        return network(
                        "dropout in a part",
                        squared(3),
                        rows(2, 4, 0),
                        lstm(2, 5),
                        dropout(0.7),
                        last(5, 4),
                        dropout(0.6),
                        dense(4, 3, Nonlinearity.IDENTITY))
                .withSeed(7);
    }

    static List<OutputGroup> squared(int columns) {
        return List.of(new OutputGroup(OutputKind.SQUARED, 0, columns, 1));
    }

    static NetworkCase network(String name, List<OutputGroup> groups, Layer... layers) {
        return new NetworkCase(name, List.of(layers), groups, new Sgd(0.1), GradientNormalization.None, 1, 6);
    }

    static RowsToSequence rows(int features, int steps, int told) {
        return new RowsToSequence(features, steps, told);
    }

    static LSTM lstm(int in, int out) {
        return new LSTM.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.SIGMOID)
                .build();
    }

    static Layer last(int in, int out) {
        return new LastTimeStep(lstm(in, out));
    }

    static Layer both(int in, int out) {
        return new Bidirectional(Bidirectional.Mode.CONCAT, lstm(in, out));
    }

    static Layer repeat(int steps) {
        return new RepeatVector.Builder<>().repetitionFactor(steps).build();
    }

    static DenseLayer dense(int in, int out, Nonlinearity f) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(RandomCases.function(f))
                .build();
    }

    static Layer dropout(double keep) {
        return new DropoutLayer.Builder(new Dropout(keep)).build();
    }

    static Layer loss(List<OutputGroup> groups) {
        return new LossLayer.Builder(new LikelihoodLoss(groups))
                .activation(groups.size() == 1 ? groups.get(0).kind().activation() : new GroupedActivation(groups))
                .build();
    }
}
