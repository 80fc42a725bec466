package org.ae4j.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Small networks that end in a dense layer, to be trained together with others. */
final class PartCases {
    private PartCases() {}

    /** 5 → 7 → 6 → 4 with this activation in all layers. */
    static NetworkCase activation(Nonlinearity f) {
        return part(f.name(), 4, dense(5, 7, f), dense(7, 6, f), dense(6, 4, f));
    }

    /** Dense layers and normalisation without bias, as in {@link FixedCases#normalized}. */
    static NetworkCase normalized() {
        return part(
                "batch normalisation",
                4,
                withoutBias(5, 7),
                RandomCases.normalization(7),
                activationLayer(Nonlinearity.SWISH),
                withoutBias(7, 6),
                RandomCases.normalization(6),
                activationLayer(Nonlinearity.TANH),
                dense(6, 4, Nonlinearity.IDENTITY));
    }

    /** As in {@link FixedCases#fixedNormalization}. */
    static NetworkCase fixedNormalization() {
        return part(
                "normalisation that stays",
                4,
                dense(5, 7, Nonlinearity.TANH),
                RandomCases.fixedNormalization(7),
                activationLayer(Nonlinearity.SWISH),
                dense(7, 6, Nonlinearity.TANH),
                RandomCases.fixedNormalization(6),
                dense(6, 4, Nonlinearity.IDENTITY));
    }

    static NetworkCase dropped() {
        return part(
                "dropout",
                4,
                dense(5, 7, Nonlinearity.TANH),
                new DropoutLayer.Builder(new Dropout(0.7)).build(),
                dense(7, 6, Nonlinearity.SWISH),
                new DropoutLayer.Builder(new Dropout(0.5)).build(),
                dense(6, 4, Nonlinearity.IDENTITY));
    }

    /** A critic's output. */
    static NetworkCase oneColumn() {
        return part("one column", 1, dense(5, 7, Nonlinearity.TANH), dense(7, 1, Nonlinearity.IDENTITY));
    }

    static NetworkCase withoutBias() {
        return part("no bias", 4, withoutBias(5, 6), withoutBias(6, 4));
    }

    static NetworkCase frozen() {
        return part(
                "frozen",
                4,
                new FrozenLayer(dense(5, 7, Nonlinearity.TANH)),
                dense(7, 6, Nonlinearity.TANH),
                dense(6, 4, Nonlinearity.IDENTITY));
    }

    /** What ends in pre-activations of these output groups. */
    static NetworkCase outputs(List<OutputGroup> groups) {
        int outputs = groups.get(groups.size() - 1).to();
        Layer[] layers = {dense(5, 7, Nonlinearity.TANH), dense(7, outputs, Nonlinearity.IDENTITY)};
        String name = groups.size() > 1 ? "mixed outputs" : groups.get(0).kind().name();
        return new NetworkCase(name, List.of(layers), groups, new Sgd(0.1), GradientNormalization.None, 1, 5);
    }

    /** Each kind by itself, and all side by side. */
    static Stream<NetworkCase> losses() {
        return Stream.concat(
                Stream.of(OutputKind.values()).map(kind -> outputs(List.of(new OutputGroup(kind, 0, 4, 2.5)))),
                Stream.of(outputs(FixedCases.mixedOutputs().groups())));
    }

    /** All but dropout, whose masks differ between engines. */
    static Stream<NetworkCase> comparable() {
        return Stream.of(rows(), Stream.of(fixedNormalization()), GridCases.parts())
                .flatMap(networks -> networks);
    }

    private static Stream<NetworkCase> rows() {
        return Stream.of(
                activation(Nonlinearity.RELU),
                activation(Nonlinearity.TANH),
                activation(Nonlinearity.SWISH),
                normalized(),
                oneColumn(),
                withoutBias());
    }

    /** Those with parameters and inputs few enough for central differences. */
    static Stream<NetworkCase> few() {
        return Stream.concat(rows(), Stream.of(dropped(), GridCases.dropped(), GridCases.pixels()));
    }

    /** Adam with weight decay on the first weights and L2 on the last, clipped in both ways and not. */
    static Stream<NetworkCase> updated() {
        return Stream.of(
                        activation(Nonlinearity.TANH),
                        normalized(),
                        fixedNormalization(),
                        oneColumn(),
                        GridCases.pooled())
                .map(PartCases::penalized)
                .flatMap(network -> Stream.of(
                        network,
                        network.withClipping(GradientNormalization.ClipElementWiseAbsoluteValue, 0.05),
                        network.withClipping(GradientNormalization.ClipL2PerLayer, 0.1)));
    }

    private static NetworkCase penalized(NetworkCase network) {
        List<BaseLayer> weighted = network.layers().stream()
                .filter(layer -> layer instanceof DenseLayer || layer instanceof ConvolutionLayer)
                .map(BaseLayer.class::cast)
                .collect(Collectors.toList());
        weighted.get(0).setRegularization(List.of(new WeightDecay(0.03, true)));
        weighted.get(weighted.size() - 1).setRegularization(List.of(new L2Regularization(0.02)));
        return network.withUpdater(new Adam(1e-3));
    }

    private static NetworkCase part(String name, int outputs, Layer... layers) {
        var groups = List.of(new OutputGroup(OutputKind.SQUARED, 0, outputs, 1));
        return new NetworkCase(name, List.of(layers), groups, new Sgd(0.1), GradientNormalization.None, 1, 5);
    }

    private static DenseLayer dense(int in, int out, Nonlinearity f) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(RandomCases.function(f))
                .build();
    }

    private static DenseLayer withoutBias(int in, int out) {
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
}
