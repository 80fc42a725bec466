package org.ae4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Column;
import org.ae4j.data.Schema;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** What own configurations may hold, and what is said of what they may not. */
class OwnTextTest {
    private static final Schema TWO = Schema.table(List.of(Column.numeric("a"), Column.numeric("b")));
    private static boolean wasInitialised;

    /** Tells when its class is initialised. */
    static final class Marker {
        static {
            wasInitialised = true;
        }

        private Marker() {}
    }

    static Stream<Arguments> refusedLayers() {
        return Stream.of(
                Arguments.of(
                        new OutputLayer.Builder().nOut(2).build(),
                        "is of the kind OutputLayer, which ends a network with a loss: leave it out; the code layer and the"
                                + " output with its loss, by the likelihood, are added"),
                Arguments.of(
                        new Deconvolution2D.Builder(2, 2).nOut(2).build(),
                        "is of the kind Deconvolution2D, which is no layer that an autoencoder of ours can train yet; known:"
                                + " ActivationLayer, BatchNormalization, ConvolutionLayer, DenseLayer, DropoutLayer,"
                                + " GridToRows, LSTM, LastTimeStep, RowsToGrid, RowsToSequence, SequenceToSteps,"
                                + " StepsToRows, SubsamplingLayer, ZeroPaddingLayer"),
                Arguments.of(
                        new LastTimeStep(new SimpleRnn.Builder().nOut(2).build()),
                        "is of the kind SimpleRnn, which is no layer that an autoencoder of ours can train yet; known:"
                                + " LSTM"),
                Arguments.of(
                        new ConvolutionLayer.Builder(3, 3)
                                .nOut(2)
                                .dilation(2, 2)
                                .build(),
                        "has dilation = [2,2]; only [1,1] can be trained yet"),
                Arguments.of(
                        new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.SUM).build(),
                        "has poolingType = \"SUM\"; expected MAX or AVG"),
                Arguments.of(
                        new AutoEncoder.Builder().nOut(2).build(),
                        "is of the kind AutoEncoder, which trains against its gradient in DL4J 1.0.0-M2.1: use a"
                                + " DenseLayer, and Corruption for noise"),
                Arguments.of(
                        new VariationalAutoencoder.Builder().nOut(2).build(),
                        "is of the kind VariationalAutoencoder, which cannot be fitted in DL4J 1.0.0-M2.1 but by"
                                + " pretraining: use hidden layers and Bottleneck.variational(k)"),
                Arguments.of(
                        new SelfAttentionLayer.Builder()
                                .nIn(2)
                                .nOut(2)
                                .nHeads(1)
                                .build(),
                        "is of the kind SelfAttentionLayer, which has twice its gradient in DL4J 1.0.0-M2.1: use a"
                                + " DenseLayer"),
                Arguments.of(
                        dense().activation(Activation.RRELU).build(),
                        ": RRELU throws in DL4J 1.0.0-M2.1; use LEAKYRELU"),
                Arguments.of(
                        dense().activation(Activation.SOFTMAX).build(),
                        ": SOFTMAX belongs to categorical outputs; choose another hidden activation"),
                Arguments.of(
                        dense().weightInit(WeightInit.IDENTITY).build(),
                        " names the class org.deeplearning4j.nn.weights.WeightInitIdentity, which no layer of an own"
                                + " architecture may hold; no code of it was run"),
                Arguments.of(
                        dense().l2(0.1).build(),
                        "holds a penalty of its own: penalties belong to the specification, such as .l2(1e-4)"),
                Arguments.of(
                        dense().l1Bias(0.1).build(),
                        "holds a penalty on its bias, which AE4J leaves free: leave it out"),
                Arguments.of(
                        dense().constrainWeights(new MaxNormConstraint(1, 1)).build(),
                        "holds a constraint: constraints belong to the specification, such as .maxNorm(3)"),
                Arguments.of(
                        dense().weightNoise(new DropConnect(0.5)).build(),
                        "holds weight noise, which cannot be trained yet: use a DropoutLayer"),
                Arguments.of(
                        dense().hasLayerNorm(true).build(), "has hasLayerNorm = true; only false can be trained yet"),
                Arguments.of(
                        new BatchNormalization.Builder().dropOut(0.5).nOut(2).build(),
                        "holds dropout: put it into a DropoutLayer or a DenseLayer"),
                Arguments.of(
                        new BatchNormalization.Builder().eps(0).nOut(2).build(),
                        "has eps = 0.0; expected a number above 0"),
                Arguments.of(
                        new DropoutLayer.Builder(new Dropout(new ExponentialSchedule(ScheduleType.EPOCH, 0.5, 0.9)))
                                .build(),
                        "has dropout with a schedule, which cannot be trained yet: give a fixed number"));
    }

    @ParameterizedTest
    @MethodSource("refusedLayers")
    void refusesWhatCannotBeTrained(Layer layer, String message) {
        var encoder = new NeuralNetConfiguration.Builder().list().layer(layer).build();
        String space = message.startsWith(":") || message.startsWith(" ") ? "" : " ";
        assertThatThrownBy(() -> Architecture.of(encoder, of(dense())))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("layer 'encoder0' of the own encoder" + space + message);
    }

    @Test
    void refusesLayersThatDoNotFitWhatIsInFrontOfThem() {
        AutoencoderSpec spec = Presets.dense(TWO).code(3);
        assertThatThrownBy(() -> spec.architecture(Architecture.of(of(dense().nIn(7)), of(dense()))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "layer 'encoder0' (DenseLayer) of the own encoder takes 7 numbers and gets 2, those of a row:"
                                + " make its nIn 2, or leave it out");
        assertThatThrownBy(() -> spec.architecture(
                        Architecture.of(of(dense()), of(dense().name("d").nIn(2)))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("layer 'd' (DenseLayer) of the own decoder takes 2 numbers and gets 3, those of the code:"
                        + " make its nIn 3, or leave it out");
        String text = of(dense().nIn(2), dense()).toJson();
        Architecture chain = new Architecture.Own(text.replace("\"nin\" : 4", "\"nin\" : 5"), text);
        assertThatThrownBy(() -> spec.architecture(chain))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "layer 'encoder1' (DenseLayer) of the own encoder takes 5 numbers and gets 4, those of layer"
                                + " 'encoder0': make its nIn 4, or leave it out");
        assertThatThrownBy(() -> spec.knowledge(Knowledge.none().conditionedOn(List.of("x", "y")))
                        .architecture(Architecture.of(of(dense().nIn(2)), of(dense()))))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "layer 'encoder0' (DenseLayer) of the own encoder takes 2 numbers and gets 4, those of a row"
                                + " and one for each of 2 classes: make its nIn 4, or leave it out");
    }

    @Test
    void refusesGridsAndSequencesInDecoders() {
        var convolution = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nIn(1).nOut(2).build())
                .build();
        assertThatThrownBy(() -> Architecture.of(of(dense()), convolution))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "layer 'decoder0' of the own decoder is of the kind ConvolutionLayer, which is no layer that an"
                                + " autoencoder of ours can train yet; known: ActivationLayer, BatchNormalization, DenseLayer,"
                                + " DropoutLayer");
    }

    @Test
    void refusesBlocksOfTheSpecificationAndAContractivePenaltyOnNoise() {
        AutoencoderSpec spec = Presets.dense(TWO).code(1);
        Architecture noisy = Architecture.of(of(dense().dropOut(0.5)), of(dense()));
        assertThatThrownBy(() -> spec.batchNorm(true).architecture(noisy))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "own configurations hold their dropout and batch normalisation themselves: leave both out of"
                                + " the specification, .dropout(0).batchNorm(false)");
        assertThatThrownBy(() -> spec.contractive(0.1).architecture(noisy))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(
                        "the contractive penalty needs a code that depends on its own row alone: leave out dropout and"
                                + " batch normalisation");
    }

    static Stream<Arguments> forgeries() {
        String relu = "org.nd4j.linalg.activations.impl.ActivationReLU";
        String marker = Marker.class.getName();
        return Stream.of(
                Arguments.of(relu, marker, "the own encoder.confs[0].layer.activationFn names the class " + marker),
                Arguments.of(
                        relu,
                        "java.lang.ProcessBuilder",
                        "the own encoder.confs[0].layer.activationFn names the class java.lang.ProcessBuilder"),
                Arguments.of(
                        "org.nd4j.linalg.learning.config.Sgd",
                        marker,
                        "the own encoder.confs[0].layer.iupdater names the class " + marker),
                Arguments.of(
                        "org.deeplearning4j.nn.conf.layers.DenseLayer",
                        marker,
                        "the own encoder.confs[0].layer names the class " + marker),
                Arguments.of(
                        relu,
                        "org.nd4j.linalg.factory.Nd4j",
                        "layer 'encoder0' of the own encoder names the class org.nd4j.linalg.factory.Nd4j"));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void classesOutsideTheListAreNamedAndNotInitialised(String honest, String forged, String message) {
        String text = of(dense().activation(Activation.RELU)).toJson();
        assertThat(text).contains(honest);
        assertThatThrownBy(() -> new Architecture.Own(text.replace(honest, forged), text))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage(message + ", which no layer of an own architecture may hold; no code of it was run");
        assertThat(wasInitialised).isFalse();
    }

    @Test
    void refusesTextThatIsNoConfiguration() {
        String good = of(dense()).toJson();
        refused("{", "the own encoder is no JSON of a MultiLayerConfiguration: Unexpected end-of-input");
        refused("[".repeat(50), "the own encoder is no JSON of a MultiLayerConfiguration: Document nesting depth (33)");
        refused("{}", "the own encoder has no layers: give the hidden layers alone, at least one");
        refused(" ".repeat(1 << 20) + good, "the own encoder is no configuration: its text has ");
        refused(good.replace("\"nout\" : 4", "\"nout\" : 1e9"), "layer 'encoder0' of the own encoder has nOut = ");
        refused(good.replace("\"nout\" : 4", "\"nout\" : 4, \"nout\" : 5"), "the own encoder is no JSON of a");
        refused(
                good.replace("\"nout\" : 4", "\"out\" : 4"),
                "layer 'encoder0' of the own encoder has 'out', which AE4J");
        refused(
                good.replace("\"biasInit\" : 0.0", "\"biasInit\" : 1e999"),
                "layer 'encoder0' of the own encoder has bi");
    }

    @Test
    void refusesFieldsOfConvolutionsThatAreNone() {
        String good = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nIn(1).nOut(2).build())
                .build()
                .toJson();
        String place = "layer 'encoder0' of the own encoder has ";
        refused(
                good.replace("\"Truncate\"", "\"Causal\""),
                place + "convolutionMode = \"Causal\"; expected Same or Truncate");
        refused(
                good.replace("\"stride\" : [ 1, 1 ]", "\"stride\" : [ 0, 1 ]"),
                place + "stride = [0,1]; expected 2 whole numbers from 1 to 4096");
        refused(
                good.replace("\"padding\" : [ 0, 0 ]", "\"padding\" : [ 0 ]"),
                place + "padding = [0]; expected 2 whole numbers from 0 to 4096");
        refused(good.replace("NCHW", "NHWC"), place + "cnn2dDataFormat = NHWC; only NCHW can be trained yet");
    }

    private static void refused(String text, String start) {
        assertThatThrownBy(() -> new Architecture.Own(text, text))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith(start);
    }

    @Test
    void namesAreTheLayersOwnWhereTheyAreUsableAndUnique() {
        var own = Architecture.of(
                of(dense().name("a"), dense().name("a"), dense().name("output"), dense().name("x/y"), dense()),
                of(dense().name("a"), dense().name("b.c")));
        assertThat(own.encoderLayers())
                .extracting(OwnLayer::name)
                .containsExactly("a", "encoder1", "encoder2", "encoder3", "encoder4");
        assertThat(own.decoderLayers()).extracting(OwnLayer::name).containsExactly("decoder0", "b.c");
    }

    @Test
    void whatBelongsToATrainingRunMakesNoDifference() {
        var seeded = new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Nadam(5))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .list()
                .layer(dense().build())
                .build();
        assertThat(Architecture.of(seeded, seeded)).isEqualTo(Architecture.of(of(dense()), of(dense())));
    }

    private static DenseLayer.Builder dense() {
        return new DenseLayer.Builder().nOut(4);
    }

    private static MultiLayerConfiguration of(DenseLayer.Builder... layers) {
        var list = new NeuralNetConfiguration.Builder().list();
        for (DenseLayer.Builder layer : layers) {
            list.layer(layer.build());
        }
        return list.build();
    }
}
