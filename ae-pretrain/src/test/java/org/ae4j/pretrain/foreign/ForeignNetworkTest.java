package org.ae4j.pretrain.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.Freeze;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Codes are what the network gives at the layer where it was cut. */
class ForeignNetworkTest {
    private static final int ROWS = 5;

    @TempDir
    Path folder;

    /** Dense layers with all that may stand among them, a loss with dropout and penalties at their end. */
    static MultiLayerNetwork dense() {
        return Networks.random(new NeuralNetConfiguration.Builder()
                .l2(1e-3)
                .list()
                .layer(new DenseLayer.Builder()
                        .name("wide")
                        .nIn(6)
                        .nOut(8)
                        .activation(Activation.SWISH)
                        .dropOut(0.7)
                        .build())
                .layer(new BatchNormalization.Builder().name("norm").nOut(8).build())
                .layer(new ActivationLayer.Builder()
                        .name("leaky")
                        .activation(new ActivationLReLU(0.3))
                        .build())
                .layer(new DropoutLayer.Builder(0.5).name("drop").build())
                .layer(new DenseLayer.Builder()
                        .name("bare")
                        .nIn(8)
                        .nOut(4)
                        .hasBias(false)
                        .activation(Activation.TANH)
                        .build())
                .layer(new DenseLayer.Builder()
                        .name("sloped")
                        .nIn(4)
                        .nOut(3)
                        .activation(new ActivationLReLU(0.2))
                        .build())
                .layer(new OutputLayer.Builder()
                        .name("classes")
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    }

    @ParameterizedTest
    @CsvSource({"wide, 0", "norm, 1", "leaky, 2", "drop, 3", "bare, 4", "sloped, 5"})
    void codesOfDenseLayersAreTheirActivations(String layer, int index) {
        MultiLayerNetwork network = dense();
        INDArray rows = Networks.input(ROWS, 6);
        try (PretrainedEncoder encoder = PretrainedEncoder.of(network, layer)) {
            Networks.assertEqual(encoder.encode(rows.toFloatMatrix()), Networks.given(network, index, rows));
        }
    }

    @Test
    void lossAtTheEndIsSkippedAndSaid() {
        LoadReport report = ForeignNetwork.of(dense()).encoder("bare").report();
        assertThat(report.loaded()).containsExactly("wide", "norm", "leaky", "drop", "bare");
        assertThat(report.skipped()).isEqualTo(Map.of("sloped", "behind the cut", "classes", "behind the cut"));
        assertThat(report.missing()).isEmpty();
        assertThat(report.lines())
                .containsExactly(
                        "loaded: wide, norm, leaky, drop, bare",
                        "skipped: sloped (behind the cut)",
                        "skipped: classes (behind the cut)");
    }

    @Test
    void encoderIsSavedLoadedFrozenAndFineTunedLikeAnyOther() {
        Path file = folder.resolve("own.safetensors");
        Samples rows = Samples.blobs(60, 6, 3, 2, 1);
        try (PretrainedEncoder encoder = PretrainedEncoder.of(dense(), "bare")) {
            encoder.save(file);
            assertThat(encoder.blocks()).containsExactly("wide", "code");
            assertThat(encoder.provenance().engine()).isEqualTo("the network, up to layer bare");
            try (PretrainedEncoder loaded = PretrainedEncoder.load(file);
                    Classifier classifier = loaded.fineTune()
                            .freeze(Freeze.firstBlocks(1))
                            .plan(TrainingPlan.defaults().epochs(2))
                            .fit(rows)
                            .model()) {
                assertThat(loaded.encode(rows)).isDeepEqualTo(encoder.encode(rows));
                assertThat(classifier.predict(rows)).hasSize(60);
            }
        }
    }

    static Stream<Arguments> convolutions() {
        return Stream.of(
                Arguments.of(ConvolutionMode.Same, 9, 9, CNN2DFormat.NCHW),
                Arguments.of(ConvolutionMode.Same, 8, 10, CNN2DFormat.NCHW),
                Arguments.of(ConvolutionMode.Truncate, 9, 11, CNN2DFormat.NCHW),
                Arguments.of(ConvolutionMode.Strict, 9, 9, CNN2DFormat.NCHW),
                Arguments.of(ConvolutionMode.Truncate, 8, 9, CNN2DFormat.NHWC));
    }

    private static MultiLayerNetwork convolutional(ConvolutionMode mode, InputType input, CNN2DFormat format) {
        boolean same = mode == ConvolutionMode.Same;
        return Networks.random(new NeuralNetConfiguration.Builder()
                .convolutionMode(mode)
                .list()
                .layer(new ZeroPaddingLayer.Builder(1, 1)
                        .name("margin")
                        .dataFormat(format)
                        .build())
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .name("conv")
                        .nOut(4)
                        .stride(2, 2)
                        .padding(same ? 0 : 1, same ? 0 : 1)
                        .activation(Activation.RELU)
                        .dataFormat(format)
                        .build())
                .layer(new BatchNormalization.Builder()
                        .name("norm")
                        .dataFormat(format)
                        .build())
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .name("pool")
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .dataFormat(format)
                        .build())
                .layer(new DenseLayer.Builder()
                        .name("dense")
                        .nOut(5)
                        .activation(Activation.SIGMOID)
                        .build())
                .layer(new OutputLayer.Builder().name("out").nOut(2).build())
                .setInputType(input)
                .build());
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void codesOfConvolutionsAreTheirActivations(ConvolutionMode mode, int height, int width, CNN2DFormat format) {
        MultiLayerNetwork network = convolutional(mode, InputType.convolutional(height, width, 2, format), format);
        INDArray grid = Networks.input(ROWS, 2, height, width);
        INDArray given = format == CNN2DFormat.NHWC ? grid.permute(0, 2, 3, 1).dup('c') : grid;
        float[][] rows = grid.dup('c').reshape('c', ROWS, 2L * height * width).toFloatMatrix();
        var foreign = ForeignNetwork.of(network);
        var images = ForeignRows.of(Schema.image(2, height, width));
        List<String> layers = foreign.layers();
        for (String layer : layers.subList(0, layers.size() - 1)) {
            try (PretrainedEncoder encoder = PretrainedEncoder.of(foreign.encoder(layer, images))) {
                INDArray expected =
                        network.feedForwardToLayer(layers.indexOf(layer), given).get(layers.indexOf(layer) + 1);
                INDArray first =
                        expected.rank() == 4 && format == CNN2DFormat.NHWC ? expected.permute(0, 3, 1, 2) : expected;
                Networks.assertEqual(
                        encoder.encode(rows),
                        first.dup('c').reshape('c', ROWS, first.length() / ROWS).toFloatMatrix());
            }
        }
    }

    @Test
    void flatImagesSayTheirSize() {
        MultiLayerNetwork network =
                convolutional(ConvolutionMode.Same, InputType.convolutionalFlat(8, 6, 1), CNN2DFormat.NCHW);
        INDArray rows = Networks.input(ROWS, 48);
        ForeignEncoder cut = ForeignNetwork.of(network).encoder("dense");
        assertThat(cut.fitted().spec().schema()).isEqualTo(Schema.image(1, 8, 6));
        try (PretrainedEncoder encoder = PretrainedEncoder.of(cut)) {
            Networks.assertEqual(encoder.encode(rows.toFloatMatrix()), Networks.given(network, 4, rows));
            assertThat(encoder.blocks()).containsExactly("margin", "code");
        }
        assertThatThrownBy(() -> ForeignNetwork.of(network).encoder("dense", ForeignRows.of(Schema.image(1, 6, 8))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "the network: layer 'margin' (ZeroPaddingLayer) takes images of 1×8×6, found images of 1×6×8");
    }

    private static MultiLayerNetwork recurrent() {
        return Networks.random(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder()
                        .name("all")
                        .nIn(2)
                        .nOut(4)
                        .activation(Activation.TANH)
                        .build())
                .layer(new LastTimeStep(new LSTM.Builder()
                        .name("last")
                        .nIn(4)
                        .nOut(3)
                        .activation(Activation.TANH)
                        .gateActivationFunction(Activation.HARDSIGMOID)
                        .build()))
                .layer(new OutputLayer.Builder().name("out").nIn(3).nOut(2).build())
                .build());
    }

    @Test
    void codesOfLstmsAreTheirActivations() {
        MultiLayerNetwork network = recurrent();
        int steps = 6;
        INDArray sequences = Networks.input(ROWS, 2, steps);
        float[][] rows = sequences
                .permute(0, 2, 1)
                .dup('c')
                .reshape('c', ROWS, 2L * steps)
                .toFloatMatrix();
        var schema = ForeignRows.of(Schema.sequence(List.of("x", "y"), steps));
        try (PretrainedEncoder all =
                        PretrainedEncoder.of(ForeignNetwork.of(network).encoder("all", schema));
                PretrainedEncoder last =
                        PretrainedEncoder.of(ForeignNetwork.of(network).encoder("last", schema))) {
            INDArray states = network.feedForwardToLayer(0, sequences).get(1);
            Networks.assertEqual(
                    all.encode(rows),
                    states.permute(0, 2, 1)
                            .dup('c')
                            .reshape('c', ROWS, 4L * steps)
                            .toFloatMatrix());
            Networks.assertEqual(last.encode(rows), Networks.given(network, 1, sequences));
            assertThat(last.blocks()).containsExactly("all", "last", "code");
        }
    }

    @Test
    void denseLayersAtEachStepGiveTheirStepsOneAfterTheOther() {
        MultiLayerNetwork network = Networks.random(new NeuralNetConfiguration.Builder()
                .activation(Activation.TANH)
                .list()
                .layer(new LSTM.Builder().name("lstm").nOut(3).build())
                .layer(new DenseLayer.Builder().name("each").nOut(2).build())
                .layer(new RnnOutputLayer.Builder()
                        .name("out")
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(2, 4))
                .build());
        INDArray sequences = Networks.input(ROWS, 2, 4);
        float[][] rows =
                sequences.permute(0, 2, 1).dup('c').reshape('c', ROWS, 8).toFloatMatrix();
        INDArray states = network.feedForwardToLayer(0, sequences).get(1);
        INDArray weights = network.getLayer(1).getParam("W");
        INDArray bias = network.getLayer(1).getParam("b");
        var schema = ForeignRows.of(Schema.sequence(List.of("x", "y"), 4));
        float[][] expected = new float[ROWS][8];
        for (int row = 0; row < ROWS; row++) {
            for (int at = 0; at < 8; at++) {
                double sum = bias.getDouble(at % 2);
                for (int unit = 0; unit < 3; unit++) {
                    sum += states.getDouble(row, unit, at / 2) * weights.getDouble(unit, at % 2);
                }
                expected[row][at] = (float) Math.tanh(sum);
            }
        }
        try (PretrainedEncoder encoder =
                PretrainedEncoder.of(ForeignNetwork.of(network).encoder("each", schema))) {
            Networks.assertEqual(encoder.encode(rows), expected);
        }
    }

    @Test
    void convolutionsThatWereCutOutAreFineTuned() {
        MultiLayerNetwork network =
                convolutional(ConvolutionMode.Same, InputType.convolutionalFlat(8, 6, 1), CNN2DFormat.NCHW);
        Samples rows = Samples.of(Schema.image(1, 8, 6), Networks.input(20, 48).toFloatMatrix())
                .labels(
                        "sign",
                        IntStream.range(0, 20)
                                .mapToObj(i -> i % 2 == 0 ? "a" : "b")
                                .toList());
        try (PretrainedEncoder encoder = PretrainedEncoder.of(network, "dense");
                Classifier classifier = encoder.fineTune()
                        .freeze(Freeze.firstBlocks(1))
                        .plan(TrainingPlan.defaults().epochs(3).batchSize(10))
                        .fit(rows)
                        .model();
                PretrainedEncoder tuned = classifier.encoder()) {
            assertThat(Arrays.deepEquals(tuned.encode(rows), encoder.encode(rows)))
                    .isFalse();
            assertThat(classifier.predict(rows)).hasSize(20);
        }
    }

    @Test
    void graphsOfOneLineAreTakenOver() {
        var graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "in")
                .addLayer("code", new DenseLayer.Builder().nOut(3).build(), "conv")
                .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "code")
                .setOutputs("out")
                .setInputTypes(InputType.convolutionalFlat(5, 5, 1))
                .build());
        graph.init();
        INDArray rows = Networks.input(ROWS, 25);
        ForeignNetwork foreign = ForeignNetwork.of(graph);
        assertThat(foreign.layers()).containsExactly("conv", "code", "out");
        try (PretrainedEncoder encoder = PretrainedEncoder.of(foreign.encoder("code"))) {
            Networks.assertEqual(
                    encoder.encode(rows.toFloatMatrix()),
                    graph.feedForward(rows, false).get("code").toFloatMatrix());
        }
    }

    @Test
    void graphsThatBranchAreRefused() {
        var graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("a", new DenseLayer.Builder().nIn(2).nOut(2).build(), "in")
                .addLayer("b", new OutputLayer.Builder().nIn(2).nOut(2).build(), "a")
                .addLayer("c", new OutputLayer.Builder().nIn(2).nOut(2).build(), "a")
                .setOutputs("b", "c")
                .build());
        graph.init();
        assertThatThrownBy(() -> ForeignNetwork.of(graph))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the graph: 2 vertices take what 'a' gives: a graph must be one line");
    }

    @Test
    void scalingIsToldWithTheRows() {
        MultiLayerNetwork network = dense();
        INDArray rows = Networks.input(ROWS, 6);
        double[] means = {1, 2, 3, 4, 5, 6};
        double[] deviations = {1, 2, 1, 2, 1, 2};
        ForeignRows standard = ForeignRows.numbers(6).standard(means, deviations);
        try (PretrainedEncoder encoder =
                PretrainedEncoder.of(ForeignNetwork.of(network).encoder("bare", standard))) {
            INDArray scaled = rows.subRowVector(Nd4j.createFromArray(means).castTo(rows.dataType()))
                    .diviRowVector(Nd4j.createFromArray(deviations).castTo(rows.dataType()));
            Networks.assertEqual(encoder.encode(rows.toFloatMatrix()), Networks.given(network, 4, scaled));
        }
    }

    private static void refused(MultiLayerNetwork network, String layer, String message) {
        assertThatThrownBy(() -> PretrainedEncoder.of(network, layer))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(message);
    }

    @Test
    void layersThatCannotBeTheCodeAreRefusedWithTheReason() {
        refused(
                dense(),
                "wied",
                "the network has no layer 'wied'; did you mean 'wide'? (known: wide, norm, leaky, drop, bare, sloped,"
                        + " classes)");
        refused(
                dense(),
                "classes",
                "the network: layer 'classes' (OutputLayer) ends the network with a loss: cut behind one before it (wide,"
                        + " norm, leaky, drop, bare, sloped)");
        refused(
                recurrent(),
                "last",
                "the network: layer 'all' (LSTM) does not say what a row is: give ForeignRows.of(schema), such as"
                        + " Schema.image(1, 28, 28), Schema.sequence(names, steps) or Schema.numeric(names)");
        MultiLayerNetwork simple = Networks.random(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new SimpleRnn.Builder().name("simple").nIn(2).nOut(2).build())
                .layer(new RnnOutputLayer.Builder().nIn(2).nOut(2).build())
                .build());
        assertThatThrownBy(() -> ForeignNetwork.of(simple)
                        .encoder("simple", ForeignRows.of(Schema.sequence(List.of("x", "y"), 3))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "the network: layer 'simple' is of the kind SimpleRnn, which cannot be taken over yet; known:"
                                + " ActivationLayer, BatchNormalization, ConvolutionLayer, DenseLayer, DropoutLayer, GridToRows,"
                                + " LSTM, LastTimeStep, RowsToGrid, RowsToSequence, SequenceToSteps, StepsToRows,"
                                + " SubsamplingLayer, ZeroPaddingLayer");
    }

    @Test
    void rowsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> ForeignNetwork.of(dense()).encoder("wide", ForeignRows.numbers(5)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the network: layer 'wide' (DenseLayer) takes 6 numbers and gets 5");
        assertThatThrownBy(() -> ForeignNetwork.of(recurrent()).encoder("last", ForeignRows.numbers(12)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the network: layer 'all' (LSTM) takes sequences, found 12 numeric columns: give"
                        + " ForeignRows.of(Schema.sequence(features, steps))");
        assertThatThrownBy(() -> ForeignNetwork.of(recurrent())
                        .encoder("last", ForeignRows.of(Schema.sequence(List.of("a", "b", "c"), 4))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "the network: layer 'all' (LSTM) takes sequences of 2 features and gets sequences of 4 steps of"
                                + " 3");
    }
}
