package org.ae4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.engine.EngineChoice;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Prior;
import org.ae4j.spec.Scaling;
import org.ae4j.spec.SpecJson;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/** What a model of the user's own layers promises, with every bottleneck and likelihood. */
class OwnArchitectureTest {
    private static final Samples DATA = Samples.sensors(200, 5);
    private static final TrainingPlan PLAN = TrainingPlan.defaults().epochs(4).batchSize(32);

    private static boolean wasInitialised;

    @TempDir
    Path folder;

    /** Tells when its class is initialised. */
    static final class Marker {
        static {
            wasInitialised = true;
        }

        private Marker() {}
    }

    static Stream<AutoencoderSpec> combinations() {
        Prior gaussian = Prior.gaussian();
        AutoencoderSpec start = Presets.dense(DATA.schema()).architecture(own());
        AutoencoderSpec unit = start.scaling(Scaling.minMax());
        return Stream.of(
                        Stream.of(
                                        Bottleneck.plain(3),
                                        Bottleneck.sparse(4, 0.1, 1),
                                        Bottleneck.kSparse(6, 2),
                                        Bottleneck.variational(3),
                                        Bottleneck.vectorQuantized(2, 8, 2),
                                        Bottleneck.adversarial(3, gaussian),
                                        Bottleneck.wasserstein(3, gaussian))
                                .map(start::bottleneck),
                        Stream.of(
                                        Likelihood.gaussian(0.5),
                                        Likelihood.gaussian().learnedSigma(),
                                        Likelihood.laplace())
                                .map(start::likelihood),
                        Stream.of(Likelihood.unitGaussian(), Likelihood.bernoulli())
                                .map(unit::likelihood),
                        Stream.of(
                                start.corruption(Corruption.masking(0.2)),
                                start.l2(1e-3).weightDecay(1e-3).maxNorm(2)))
                .flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void learns(AutoencoderSpec spec) {
        var history =
                Trainer.of(spec, PLAN.engine(EngineChoice.COMPILED)).fit(DATA).history();
        assertThat(history.last().trainLoss())
                .isLessThan(history.epochs().get(0).trainLoss());
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void allFormsOfUseAgreeAndTheFileGivesBackTheSameModel(AutoencoderSpec spec) {
        Path file = folder.resolve("own.safetensors");
        try (Autoencoder model = Trainer.of(spec, PLAN.epochs(1)).fit(DATA).model()) {
            float[][] codes = model.encode(DATA);
            assertThat(codes).hasDimensions(200, spec.bottleneck().size());
            assertThat(model.reconstruct(DATA).row(7)).isEqualTo(model.decode(codes)[7]);
            float[] scaled = model.scaling().transform(DATA, 0, 9);
            assertThat(model.toMultiLayerNetwork()
                            .output(Nd4j.create(scaled, new long[] {9, spec.inputs()}, 'c'))
                            .data()
                            .asFloat())
                    .containsExactly(model.reconstructScaled(scaled, 9), within(1e-5f));
            model.save(file);
            try (Autoencoder loaded = Autoencoder.load(file)) {
                assertThat(loaded.spec()).isEqualTo(model.spec());
                assertThat(loaded.parameters()).isEqualTo(model.parameters());
                assertThat(loaded.encode(DATA)).isDeepEqualTo(codes);
                assertThat(loaded.reconstruct(DATA).fingerprint())
                        .isEqualTo(model.reconstruct(DATA).fingerprint());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = EngineChoice.class,
            mode = Mode.EXCLUDE,
            names = {"AUTO"})
    void bothEnginesTrainIt(EngineChoice engine) {
        var spec = Presets.variational(DATA.schema()).code(2).architecture(own());
        TrainingResult result = Trainer.of(spec, PLAN.engine(engine)).fit(DATA);
        assertThat(result.history().last().trainLoss())
                .isLessThan(result.history().epochs().get(0).trainLoss());
        result.model().close();
    }

    @Test
    void isToldTheClassWhereTheModelIsConditional() {
        Samples data = DATA;
        var base = Presets.dense(data.schema());
        var spec = base.knowledge(base.knowledge().conditionedOn(data.classes()))
                .code(2)
                .architecture(own());
        try (Autoencoder model = Trainer.of(spec, PLAN).fit(data).model()) {
            Path file = folder.resolve("conditional.safetensors");
            model.save(file);
            try (Autoencoder loaded = Autoencoder.load(file)) {
                assertThat(loaded.encode(data)).isDeepEqualTo(model.encode(data));
            }
        }
    }

    @Test
    void layersThatTheCompiledEngineDoesNotKnowGoToDl4j() {
        var noisy = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DropoutLayer.Builder(new GaussianNoise(0.1)).build())
                .layer(new DenseLayer.Builder()
                        .nOut(8)
                        .dropOut(0.9)
                        .activation(Activation.TANH)
                        .build())
                .build();
        var spec = Presets.dense(DATA.schema()).code(3).architecture(Architecture.of(noisy, decoder()));
        TrainingResult result = Trainer.of(spec, PLAN).fit(DATA);
        assertThat(result.model().provenance().engine()).isEqualTo("dl4j");
        assertThat(result.history().last().trainLoss())
                .isLessThan(result.history().epochs().get(0).trainLoss());
        result.model().close();
    }

    @Test
    void tensorsAreNamedByTheLayersOwnNamesOrTheirPlaces() {
        var spec = Presets.dense(DATA.schema()).code(3).architecture(own());
        Path file = folder.resolve("names.safetensors");
        try (Autoencoder model =
                Trainer.of(spec, PLAN.epochs(1).referenceCodes(0)).fit(DATA).model()) {
            model.save(file);
        }
        assertThat(ModelFile.read(file).tensors().stream().map(Tensor::name))
                .startsWith(
                        "wide/W",
                        "wide/b",
                        "encoder1/gamma",
                        "encoder1/beta",
                        "encoder1/mean",
                        "encoder1/var",
                        "encoder4/W",
                        "encoder4/b",
                        "code/W",
                        "code/b",
                        "decoder0/W",
                        "decoder0/b",
                        "output/W",
                        "output/b");
    }

    @Test
    void forgedFileThatNamesAClassIsRefusedBeforeTheClassIsInitialised() {
        Path honest = folder.resolve("honest.safetensors");
        Path forged = folder.resolve("forged.safetensors");
        var spec = Presets.dense(DATA.schema()).code(3).architecture(own());
        try (Autoencoder model = Trainer.of(spec, PLAN.epochs(1)).fit(DATA).model()) {
            model.save(honest);
        }
        ModelFile file = ModelFile.read(honest);
        ObjectNode content = file.content();
        ObjectNode architecture = (ObjectNode) content.at("/spec/architecture");
        architecture.put(
                "decoder",
                architecture
                        .path("decoder")
                        .textValue()
                        .replace("org.nd4j.linalg.activations.impl.ActivationTanH", Marker.class.getName()));
        new ModelFile(file.kind(), content, file.tensors()).write(forged, false);
        assertThatThrownBy(() -> Autoencoder.load(forged))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("forged.safetensors was not written by this version of AE4J: the own decoder.confs[0].layer"
                        + ".activationFn names the class org.ae4j.model.OwnArchitectureTest$Marker, which no layer of an own"
                        + " architecture may hold; no code of it was run");
        assertThat(wasInitialised).isFalse();
    }

    @Test
    void textOfTheSpecificationIsTheSameHoweverOftenItIsRead() {
        var spec = Presets.dense(DATA.schema()).code(3).architecture(own());
        assertThat(SpecJson.read(SpecJson.write(spec))).isEqualTo(spec);
        var own = (Architecture.Own) spec.architecture();
        assertThat(new Architecture.Own(own.encoder(), own.decoder())).isEqualTo(own);
        assertThat(Map.of("encoder", own.encoder(), "decoder", own.decoder()).toString())
                .doesNotContain("pdater")
                .doesNotContain("seed");
    }

    private static Architecture own() {
        MultiLayerConfiguration encoder = new NeuralNetConfiguration.Builder()
                .seed(99)
                .list()
                .layer(new DenseLayer.Builder()
                        .name("wide")
                        .nOut(10)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer.Builder()
                        .activation(Activation.SWISH)
                        .build())
                .layer(new DropoutLayer.Builder(0.9).build())
                .layer(new DenseLayer.Builder()
                        .nOut(7)
                        .activation(Activation.MISH)
                        .build())
                .build();
        return Architecture.of(encoder, decoder());
    }

    private static MultiLayerConfiguration decoder() {
        return new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .name("wide")
                        .nOut(9)
                        .activation(Activation.TANH)
                        .build())
                .build();
    }
}
