package org.ae4j.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Schema;
import org.ae4j.engine.Dl4jForward;
import org.ae4j.engine.Engines;
import org.ae4j.engine.ForwardPass;
import org.ae4j.engine.program.ProgramReader;
import org.ae4j.layer.GradientCheck;
import org.ae4j.layer.GridToRows;
import org.ae4j.layer.RowLayout;
import org.ae4j.layer.RowsToGrid;
import org.ae4j.layer.RowsToSequence;
import org.ae4j.layer.SequenceToSteps;
import org.ae4j.layer.StepsToRows;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Knowledge;
import org.ae4j.spec.Presets;
import org.ae4j.spec.SpecJson;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Own encoders with convolutions and LSTMs are networks from rows to rows like any other. */
class OwnShapedLayersTest {
    private static final Schema IMAGES = Schema.image(1, 4, 5);
    private static final Schema SEQUENCES = Schema.sequence(List.of("x", "y"), 3);

    /** Encoders, each with the rows that it takes. */
    enum Kind {
        CONVOLUTIONS(
                IMAGES,
                new RowsToGrid(new RowLayout(1, 4, 5, false), 0),
                new ZeroPaddingLayer.Builder(1, 0).build(),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(2)
                        .stride(2, 2)
                        .padding(1, 1)
                        .activation(Activation.TANH)
                        .build(),
                new BatchNormalization(),
                new ConvolutionLayer.Builder(2, 2)
                        .nOut(2)
                        .activation(Activation.SIGMOID)
                        .build(),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(1, 1)
                        .build(),
                new GridToRows(new RowLayout(2, 1, 1, false)),
                new DenseLayer.Builder().nOut(3).activation(Activation.TANH).build()),
        AVERAGES(
                IMAGES,
                new RowsToGrid(new RowLayout(1, 4, 5, false), 0),
                new ConvolutionLayer.Builder(3, 3)
                        .nOut(2)
                        .hasBias(false)
                        .activation(Activation.SOFTSIGN)
                        .build(),
                new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                        .kernelSize(2, 2)
                        .stride(1, 1)
                        .build(),
                new GridToRows(new RowLayout(2, 1, 2, true))),
        LAST_STEP(
                SEQUENCES,
                new RowsToSequence(2, 3, 0),
                new LSTM.Builder().nOut(2).activation(Activation.TANH).build(),
                new LastTimeStep(
                        new LSTM.Builder().nOut(2).activation(Activation.TANH).build())),
        ALL_STEPS(
                SEQUENCES,
                new RowsToSequence(2, 3, 0),
                new LSTM.Builder().nOut(2).activation(Activation.TANH).build(),
                new ActivationLayer.Builder().activation(Activation.SOFTSIGN).build(),
                new SequenceToSteps(),
                new DenseLayer.Builder().nOut(2).activation(Activation.TANH).build(),
                new StepsToRows(2, 3));

        private final Schema schema;
        private final List<Layer> layers;

        Kind(Schema schema, Layer... layers) {
            this.schema = schema;
            this.layers = List.of(layers);
        }

        AutoencoderSpec spec() {
            return Presets.dense(schema).code(2).architecture(architecture(layers));
        }
    }

    private static Architecture architecture(List<Layer> encoder) {
        var list = new NeuralNetConfiguration.Builder().list();
        for (Layer layer : encoder) {
            list.layer(layer.clone());
        }
        MultiLayerConfiguration decoder = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nOut(3)
                        .activation(Activation.TANH)
                        .build())
                .build();
        return Architecture.of(list.build(), decoder);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void haveTheGradientOfTheirScore(Kind kind) {
        MultiLayerNetwork network = GradientCheck.network(new NetworkPlan(kind.spec()).whole());
        Nd4j.getRandom().setSeed(11);
        int inputs = kind.schema.inputs();
        INDArray rows = Nd4j.randn(DataType.DOUBLE, 4, inputs);
        assertThat(GradientCheck.relativeError(network, rows, Nd4j.rand(DataType.DOUBLE, 4, inputs), "mean", "var"))
                .isLessThan(1e-6);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void meanTheSameOnBothEnginesAndWhereTheyAreCut(Kind kind) {
        var plan = new NetworkPlan(kind.spec());
        float[] parameters = parameters(plan.encoder());
        Nd4j.getRandom().setSeed(5);
        float[] rows =
                Nd4j.randn(DataType.FLOAT, 3, kind.schema.inputs()).data().asFloat();
        float[] expected = new float[6];
        try (ForwardPass dl4j = new Dl4jForward(plan.encoder(), parameters)) {
            dl4j.apply(rows, 3, expected);
        }
        assertThat(applied(plan.encoder(), parameters, rows)).containsExactly(expected, Offset.offset(1e-6f));
        for (int blocks = 1; blocks < plan.encoderBlocks().size(); blocks++) {
            MultiLayerConfiguration front = plan.configuration(Optimization.none(), plan.encoderUpTo(blocks));
            MultiLayerConfiguration rest = plan.configuration(
                    Optimization.none(),
                    plan.encoderBetween(blocks, plan.encoderNames().size()));
            int count = Math.toIntExact(NetworkPlan.parameterCount(front));
            float[] between = applied(front, Arrays.copyOf(parameters, count), rows);
            float[] behind = Arrays.copyOfRange(parameters, count, parameters.length);
            assertThat(applied(rest, behind, between))
                    .as("cut behind %d blocks", blocks)
                    .containsExactly(expected, Offset.offset(1e-6f));
        }
    }

    @Test
    void areCompiledWhereTheEngineKnowsThem() {
        for (Kind kind : List.of(Kind.CONVOLUTIONS, Kind.LAST_STEP)) {
            assertThat(ProgramReader.read(new NetworkPlan(kind.spec()).whole()).inputs())
                    .isEqualTo(kind.schema.inputs());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void areTheSameReadFromTheirText(Kind kind) {
        assertThat(SpecJson.read(SpecJson.write(kind.spec()))).isEqualTo(kind.spec());
    }

    @Test
    void blocksBeginAtLayersWithWeights() {
        assertThat(new NetworkPlan(Kind.CONVOLUTIONS.spec()).encoderNames())
                .containsExactly("encoder1", "encoder4", "encoder7", "code");
        assertThat(new NetworkPlan(Kind.LAST_STEP.spec()).encoderNames())
                .containsExactly("encoder1", "encoder2", "code");
    }

    private static void refused(Schema schema, String message, Layer... layers) {
        AutoencoderSpec spec = Presets.dense(schema).code(2);
        Architecture own = architecture(List.of(layers));
        assertThatThrownBy(() -> spec.architecture(own))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(message);
    }

    @Test
    void layersThatDoNotFitWhatIsInFrontOfThemAreRefused() {
        Layer grid = new RowsToGrid(new RowLayout(1, 4, 5, false), 0);
        var convolution = new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(2).build();
        refused(
                IMAGES,
                "layer 'encoder0' (ConvolutionLayer) of the own encoder takes a grid and gets 20 numbers, those of a row",
                new ConvolutionLayer.Builder(3, 3).nOut(2).build());
        refused(
                IMAGES,
                "layer 'encoder1' (ConvolutionLayer) of the own encoder takes a grid of 2 channels and gets a grid of"
                        + " 1×4×5, those of layer 'encoder0'",
                grid,
                convolution);
        refused(
                IMAGES,
                "layer 'encoder0' (RowsToGrid) of the own encoder takes 49 numbers and gets 20 numbers, those of a row",
                new RowsToGrid(new RowLayout(1, 7, 7, false), 0));
        refused(
                IMAGES,
                "layer 'encoder1' (ConvolutionLayer) of the own encoder takes a grid as large as its kernel and gets a grid"
                        + " of 1×4×5, those of layer 'encoder0'",
                grid,
                new ConvolutionLayer.Builder(7, 7).nOut(2).build());
        refused(
                IMAGES,
                "the own encoder ends in a grid of 1×4×5, and rows are needed there: end it with a GridToRows layer",
                grid);
        refused(
                SEQUENCES,
                "the own encoder ends in sequences of 3 steps of 3, and rows are needed there: end it with a LastTimeStep"
                        + " layer around its last LSTM",
                new RowsToSequence(2, 3, 0),
                new LSTM.Builder().nOut(3).build());
        refused(
                IMAGES,
                "layer 'encoder0' (RowsToGrid) of the own encoder has more numbers than a row can have, those of a row",
                new RowsToGrid(1 << 24, 1 << 24, 1 << 24, false, 0));
        refused(
                SEQUENCES,
                "layer 'encoder1' (BatchNormalization) of the own encoder takes rows or a grid and gets sequences of 3"
                        + " steps of 2, those of layer 'encoder0'",
                new RowsToSequence(2, 3, 0),
                new BatchNormalization());
    }

    @Test
    void boundsOfWeightsThatSuitDenseLayersAloneAreRefused() {
        assertThatThrownBy(() -> Kind.CONVOLUTIONS.spec().maxNorm(2))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "maxNorm bounds the weights into a unit of a dense layer, and the own encoder has convolutions"
                                + " or LSTMs: set maxNorm 0");
        assertThatThrownBy(
                        () -> Kind.LAST_STEP.spec().knowledge(Knowledge.none().nonNegative(true)))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the gates of an LSTM need weights of both signs: leave out nonNegative");
        assertThatThrownBy(() -> new LayerwisePlan(Kind.CONVOLUTIONS.spec()))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith("pretraining layer by layer is for dense layers, found Own[");
    }

    private static float[] parameters(MultiLayerConfiguration configuration) {
        Nd4j.getRandom().setSeed(3);
        return Nd4j.rand(DataType.FLOAT, 1, NetworkPlan.parameterCount(configuration))
                .data()
                .asFloat();
    }

    private static float[] applied(MultiLayerConfiguration configuration, float[] parameters, float[] rows) {
        try (ForwardPass forward = Engines.forward(configuration, parameters)) {
            float[] result = new float[3 * forward.outputs()];
            forward.apply(rows, 3, result);
            return result;
        }
    }
}
