package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;
import org.ae4j.layer.OutputKind;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Sgd;

/** What a {@link TrainableNetwork} says to those who ask for the wrong thing. */
class NetworkMisuseTest {
    private static final String LACKS_GRADIENT =
            "there is no gradient of the output: a forward comes first, then a loss or an output gradient";

    /** 5 → 7 → 4, 74 parameters. */
    private final NetworkCase network = PartCases.outputs(List.of(new OutputGroup(OutputKind.SQUARED, 0, 4, 1)));

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void arraysThatAreTooShortAreRefused(NetworkMaker maker) {
        try (var part = maker.withLoss(network)) {
            assertRefused(() -> part.forward(new float[9], 2, 1), "2 rows take 10 numbers of input, found 9");
            assertRefused(() -> part.forward(new double[9], 2, 1), "2 rows take 10 numbers of input, found 9");
            assertRefused(() -> part.use(new float[9], 2), "2 rows take 10 numbers of input, found 9");
            assertRefused(() -> part.use(new double[9], 2), "2 rows take 10 numbers of input, found 9");
            assertRefused(() -> part.use(new double[9], 0), "a pass takes at least one row, found 0");
            part.forward(new float[11], 2, 1); // longer ones are fine
            assertRefused(() -> part.readOutput(new double[7]), "2 rows take 8 numbers of output, found 7");
            assertRefused(() -> part.loss(new float[7], null, 1), "2 rows take 8 numbers of target, found 7");
            assertRefused(() -> part.loss(new float[8], new float[7], 1), "2 rows take 8 numbers of weight, found 7");
            assertRefused(() -> part.outputGradient(new double[7]), "2 rows take 8 numbers of gradient, found 7");
            part.loss(new float[9], new float[9], 1);
            part.addOutputGradient(new double[9]);
            part.backward();
            part.readInputGradient(new double[11]);
            assertRefused(() -> part.readInputGradient(new double[9]), "2 rows take 10 numbers of gradient, found 9");
            assertRefused(() -> part.update(0), "gradients are a sum over at least one row, found 0");
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void partsOutsideTheParametersAreRefused(NetworkMaker maker) {
        try (var part = maker.part(network)) {
            String outside = "the network has 74 parameters, asked for 2 from 73 on";
            assertRefused(() -> part.readParameters(73, 2, new double[2]), outside);
            assertRefused(() -> part.writeParameters(73, 2, new double[2]), outside);
            assertRefused(() -> part.readGradients(73, 2, new double[2]), outside);
            assertRefused(() -> part.writeGradients(73, 2, new double[2]), outside);
            assertRefused(() -> part.readParameters(0, 3, new double[2]), "an array of 2 numbers cannot hold 3");
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void phasesOutOfOrderAreRefused(NetworkMaker maker) {
        try (var part = maker.withLoss(network)) {
            assertUnready(() -> part.readOutput(new double[4]), "there is no output before a forward");
            assertUnready(
                    () -> part.outputGradient(new double[4]), "there is no gradient before a forward as in training");
            part.forward(new float[5], 1, 1);
            assertUnready(part::backward, LACKS_GRADIENT);
            assertUnready(() -> part.addOutputGradient(new double[4]), LACKS_GRADIENT);
            assertUnready(
                    () -> part.readInputGradient(new double[5]),
                    "the gradient of the input is there between a backward and the update");
            part.use(new float[5], 1);
            part.loss(new float[4], null, 1);
            assertUnready(part::backward, LACKS_GRADIENT);
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void lossesAreThoseOfNetworksThatHaveOne(NetworkMaker maker) {
        try (var part = maker.part(network)) {
            part.forward(new float[5], 1, 1);
            assertUnready(() -> part.loss(new float[4], null, 1), "the network has no loss of its own");
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void frozenLayersHaveNoGradientAndStay(NetworkMaker maker) {
        NetworkCase frozen = PartCases.frozen();
        try (var part = maker.part(frozen)) {
            var probe = new NetworkProbe(part, 1);
            double[] before = probe.parameters();
            part.forward(new float[] {1, 2, 3, 4, 5}, 1, 1);
            part.outputGradient(new double[] {1, 2, 3, 4});
            part.backward();
            part.update(1);
            assertUnready(() -> part.readInputGradient(new double[5]), "frozen layers have no gradient");
            assertThat(probe.parameters()).startsWith(Arrays.copyOf(before, 42));
            assertThat(probe.parameters()[42]).isNotEqualTo(before[42]);
        }
    }

    @ParameterizedTest
    @EnumSource(NetworkMaker.class)
    void closedNetworksRefuseEverything(NetworkMaker maker) {
        var part = maker.withLoss(network);
        part.forward(new float[5], 1, 1);
        part.loss(new float[4], null, 1);
        part.backward();
        part.close();
        part.close();
        List<Runnable> uses = List.of(
                () -> part.forward(new float[5], 1, 1),
                () -> part.forward(new double[5], 1, 1),
                () -> part.use(new float[5], 1),
                () -> part.use(new double[5], 1),
                () -> part.readOutput(new double[4]),
                () -> part.loss(new float[4], null, 1),
                () -> part.outputGradient(new double[4]),
                () -> part.addOutputGradient(new double[4]),
                part::backward,
                () -> part.readInputGradient(new double[5]),
                () -> part.update(1),
                () -> part.readParameters(0, 1, new double[1]),
                () -> part.writeParameters(0, 1, new double[1]),
                () -> part.readGradients(0, 1, new double[1]),
                () -> part.writeGradients(0, 1, new double[1]),
                part::parameters);
        for (Runnable use : uses) {
            assertUnready(use, "the network is closed");
        }
    }

    @ParameterizedTest
    @EnumSource(EngineChoice.class)
    void networksThatEndOtherwiseAreRefused(EngineChoice choice) {
        NetworkCase whole = FixedCases.output(OutputKind.SQUARED);
        assertRefused(
                () -> make(choice, whole, List.of()),
                "a network that is trained in parts ends in a dense layer or in rows and is given its loss beside it, found"
                        + " OutputLayer");
        assertRefused(
                () -> make(choice, PartCases.activation(Nonlinearity.TANH), network.groups()),
                "the layer in front of a loss has the activation identity, found tanh");
        assertRefused(
                () -> make(choice, network, List.of(new OutputGroup(OutputKind.SQUARED, 0, 3, 1))),
                "the loss covers 3 columns, the network gives 4");
        assertRefused(
                () -> make(choice, SequenceCases.decoder(), List.of(new OutputGroup(OutputKind.SQUARED, 0, 6, 1))),
                "the loss covers 6 columns, the network gives 12");
        assertRefused(
                () -> make(choice, SequenceCases.undecoded(), SequenceCases.squared(6)),
                "the layer in front of a loss is a dense one or a convolution, found SequenceToSteps");
        assertThatThrownBy(() -> Engines.network(
                        choice, network.configuration(DataType.FLOAT), List.of(), Optional.of(new float[3]), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void layersThatTheCompiledEngineDoesNotKnowGoToDl4j() {
        var dense = new DenseLayer.Builder()
                .nIn(5)
                .nOut(4)
                .activation(Activation.SOFTMAX)
                .build();
        var softmax = new NetworkCase(
                "softmax", List.of(dense), network.groups(), new Sgd(0.1), GradientNormalization.None, 1, 5);
        try (var part = make(EngineChoice.AUTO, softmax, List.of())) {
            assertThat(part.engine()).isEqualTo("dl4j");
        }
        assertThatThrownBy(() -> make(EngineChoice.COMPILED, softmax, List.of()))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("the compiled engine cannot train this network: the compiled engine does not know the"
                        + " activation softmax; take the engine auto or dl4j");
    }

    private static TrainableNetwork make(EngineChoice choice, NetworkCase network, List<OutputGroup> loss) {
        MultiLayerConfiguration configuration = network.configuration(DataType.FLOAT);
        return Engines.network(choice, configuration, loss, Optional.of(network.parameters()), 1);
    }

    private static void assertRefused(Runnable use, String message) {
        assertThatThrownBy(use::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static void assertUnready(Runnable use, String message) {
        assertThatThrownBy(use::run).isInstanceOf(IllegalStateException.class).hasMessage(message);
    }
}
