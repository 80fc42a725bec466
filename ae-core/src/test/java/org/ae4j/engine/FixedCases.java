package org.ae4j.engine;

import java.util.List;
import java.util.stream.Stream;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.ae4j.train.OneCycleSchedule;
import org.ae4j.train.Schedule;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Small networks, each for one thing that the engine must do as DL4J does. */
final class FixedCases {
    private static final List<OutputGroup> PLAIN = List.of(new OutputGroup(OutputKind.SQUARED, 0, 5, 1));

    private FixedCases() {}

    /** 5 → 7 → 6 → 5 with this activation in both hidden layers. */
    static NetworkCase activation(Nonlinearity f) {
        return network(f.name(), PLAIN, dense(5, 7, f), dense(7, 6, f), RandomCases.plainOutput(6, PLAIN));
    }

    /** One kind of output with a weight, as wide as a softmax needs. */
    static NetworkCase output(OutputKind kind) {
        return outputs(kind.name(), List.of(new OutputGroup(kind, 0, 4, 2.5)));
    }

    /** All kinds side by side, two softmax groups among them. */
    static NetworkCase mixedOutputs() {
        return outputs(
                "mixed outputs",
                List.of(
                        new OutputGroup(OutputKind.SQUARED, 0, 2, 4),
                        new OutputGroup(OutputKind.SOFTMAX, 2, 5, 0.5),
                        new OutputGroup(OutputKind.CROSS_ENTROPY, 5, 6, 1),
                        new OutputGroup(OutputKind.ABSOLUTE, 6, 7, 0.5),
                        new OutputGroup(OutputKind.SOFTMAX, 7, 11, 1),
                        new OutputGroup(OutputKind.SQUARED_SIGMOID, 11, 13, 1)));
    }

    private static NetworkCase outputs(String name, List<OutputGroup> groups) {
        return network(name, groups, dense(5, 7, Nonlinearity.TANH), RandomCases.plainOutput(7, groups));
    }

    /**
     * Batch normalisation behind both hidden layers. They have no bias: its gradient would be 0 but for rounding, which Adam
     * and its kin turn into steps of full length.
     */
    static NetworkCase normalized() {
        return network(
                "batch normalisation",
                PLAIN,
                withoutBias(5, 7),
                RandomCases.normalization(7),
                activationLayer(Nonlinearity.SWISH),
                withoutBias(7, 6),
                RandomCases.normalization(6),
                activationLayer(Nonlinearity.TANH),
                RandomCases.plainOutput(6, PLAIN));
    }

    /** Normalisation that training leaves as it is: of the input, behind an activation, and with one behind it. */
    static NetworkCase fixedNormalization() {
        return network(
                "normalisation that stays",
                PLAIN,
                RandomCases.fixedNormalization(5),
                dense(5, 7, Nonlinearity.TANH),
                RandomCases.fixedNormalization(7),
                dense(7, 6, Nonlinearity.IDENTITY),
                RandomCases.fixedNormalization(6),
                activationLayer(Nonlinearity.SWISH),
                dense(6, 7, Nonlinearity.IDENTITY),
                RandomCases.fixedNormalization(7),
                activationLayer(Nonlinearity.SIGMOID),
                RandomCases.plainOutput(7, PLAIN));
    }

    private static Layer withoutBias(int in, int out) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .hasBias(false)
                .activation(RandomCases.function(Nonlinearity.IDENTITY))
                .build();
    }

    private static Layer activationLayer(Nonlinearity f) {
        return new ActivationLayer.Builder().activation(RandomCases.function(f)).build();
    }

    /** L1, L2 and weight decay, each on a layer of its own and all on the last. */
    static NetworkCase penalized() {
        var l1 = new L1Regularization(0.01);
        var l2 = new L2Regularization(0.02);
        var decay = new WeightDecay(0.03, true);
        var layers = List.<BaseLayer>of(
                dense(5, 7, Nonlinearity.TANH),
                dense(7, 6, Nonlinearity.TANH),
                dense(6, 4, Nonlinearity.TANH),
                RandomCases.plainOutput(4, PLAIN));
        layers.get(0).setRegularization(List.of(l1));
        layers.get(1).setRegularization(List.of(l2));
        layers.get(2).setRegularization(List.of(decay));
        layers.get(3).setRegularization(List.of(l1, l2, decay));
        return network("penalties", PLAIN, layers.toArray(Layer[]::new));
    }

    /** A first block that is frozen, its normalisation too. */
    static NetworkCase frozen() {
        return network(
                "frozen",
                PLAIN,
                new FrozenLayer(dense(5, 7, Nonlinearity.IDENTITY)),
                new FrozenLayer(RandomCases.normalization(7)),
                new FrozenLayer(activationLayer(Nonlinearity.TANH)),
                dense(7, 6, Nonlinearity.TANH),
                RandomCases.plainOutput(6, PLAIN));
    }

    /** Dropout behind both hidden layers. */
    static NetworkCase dropped() {
        return network(
                "dropout",
                PLAIN,
                dense(5, 7, Nonlinearity.TANH),
                new DropoutLayer.Builder(new Dropout(0.7)).build(),
                dense(7, 6, Nonlinearity.SWISH),
                new DropoutLayer.Builder(new Dropout(0.5)).build(),
                RandomCases.plainOutput(6, PLAIN));
    }

    /** Everything but dropout. */
    static Stream<NetworkCase> all() {
        return Stream.of(
                        Stream.of(Nonlinearity.values()).map(FixedCases::activation),
                        Stream.of(OutputKind.values()).map(FixedCases::output),
                        Stream.of(mixedOutputs(), normalized(), fixedNormalization(), penalized(), frozen()),
                        GridCases.wholes())
                .flatMap(cases -> cases);
    }

    /** Penalties and normalisation under every updater, constant and by one cycle, with every clipping. */
    static Stream<NetworkCase> updates() {
        var cycle = new OneCycleSchedule(0.02, 0.3, 25, 1e4, 12);
        Stream<IUpdater> updaters = Stream.of(
                        RandomCases.updaters(null).stream(), RandomCases.updaters(cycle).stream(), scheduled())
                .flatMap(list -> list);
        Stream<NetworkCase> updated =
                updaters.flatMap(updater -> Stream.of(penalized(), normalized(), fixedNormalization())
                        .map(network -> network.withUpdater(updater)));
        Stream<NetworkCase> clipped = Stream.of(penalized(), normalized(), fixedNormalization(), frozen())
                .flatMap(network -> Stream.of(
                        network.withClipping(GradientNormalization.ClipElementWiseAbsoluteValue, 0.05),
                        network.withClipping(GradientNormalization.ClipL2PerLayer, 0.1)));
        NetworkCase grids = GridCases.whole(GridCases.pooled()).withUpdater(new Adam(0.01));
        return Stream.of(updated, clipped, Stream.of(grids)).flatMap(cases -> cases);
    }

    /** Every other schedule of a plan that is known beforehand. */
    private static Stream<IUpdater> scheduled() {
        TrainingPlan plan = TrainingPlan.defaults().epochs(6).updater(new Adam(0.01));
        return Stream.of(
                        Schedule.cosine(0.1),
                        Schedule.step(2, 0.5),
                        Schedule.exponential(0.8),
                        Schedule.constant().warmUp(1.5),
                        Schedule.cosine().warmUp(2))
                .map(schedule -> plan.schedule(schedule).optimization(2).updater());
    }

    private static NetworkCase network(String name, List<OutputGroup> groups, Layer... layers) {
        return new NetworkCase(name, List.of(layers), groups, new Sgd(0.1), GradientNormalization.None, 1, 5);
    }

    private static DenseLayer dense(int in, int out, Nonlinearity f) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(RandomCases.function(f))
                .build();
    }
}
