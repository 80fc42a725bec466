package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import org.ae4j.data.Samples;
import org.ae4j.file.ModelFile;
import org.ae4j.pretrain.semi.SelfTraining;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Penalties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TuningRecordTest {
    @TempDir
    private Path folder;

    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.everything());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    static Stream<UnaryOperator<FineTuning<Classifier>>> recipes() {
        return Stream.of(
                tuning -> tuning,
                FineTuning::fromScratch,
                tuning -> tuning.freeze(Freeze.all())
                        .head(Head.softmax().hidden(5).batchNorm(true)),
                tuning -> tuning.freeze(Freeze.upTo("encoder0").andNormalization())
                        .rates(BlockRates.falling(2.6))
                        .unfreezing(Unfreezing.gradual(1).headEpochs(0)),
                tuning -> tuning.freeze(Freeze.firstBlocks(1))
                        .augment(new Corruption.Chain(List.of(Corruption.masking(0.1), Corruption.gaussian(0.2))))
                        .classWeights(ClassWeights.of(Map.of("2", 3.0, "0", 0.5))),
                tuning -> tuning.penalties(Penalties.none().weightDecay(0.01).l1(1e-4))
                        .rates(BlockRates.of(0.1, 0.2, 0.3))
                        .unfreezing(Unfreezing.headFirst(1))
                        .classWeights(ClassWeights.balanced()));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRunIsRepeatedFromItsFile(UnaryOperator<FineTuning<Classifier>> recipe) {
        Path file = folder.resolve("k.safetensors");
        FineTuning<Classifier> tuning =
                recipe.apply(encoder.fineTune().plan(Fixtures.plan().epochs(4)));
        Samples rows = Fixtures.blobs();
        try (Classifier model = tuning.fit(rows).model()) {
            model.save(file);
            try (Classifier loaded = Classifier.load(file);
                    Classifier again = encoder.fineTune().like(loaded).fit(rows).model()) {
                assertThat(loaded.tuning()).isEqualTo(model.tuning());
                assertThat(loaded.tuning())
                        .contains(
                                new TuningRecord(tuning.pretrained(), tuning.recipe(), tuning.classWeights(), "", ""));
                assertThat(again.probabilities(rows)).isDeepEqualTo(model.probabilities(rows));
            }
        }
    }

    @Test
    void theFileSaysItByName() {
        Path file = folder.resolve("k.safetensors");
        try (Classifier model = encoder.fineTune()
                .freeze(Freeze.upTo("encoder0").andNormalization())
                .plan(Fixtures.plan())
                .classWeights(ClassWeights.of(Map.of("2", 3.0, "0", 0.5)))
                .fit(Fixtures.blobs())
                .model()) {
            model.save(file);
        }
        ObjectNode manifest = ModelFile.read(file).content();
        assertThat(manifest.path("tuning"))
                .hasToString("{\"pretrained\":true,\"recipe\":{"
                        + "\"freeze\":{\"type\":\"withNormalization\",\"blocks\":{\"type\":\"upTo\",\"block\":\"encoder0\"}},"
                        + "\"augmentation\":{\"type\":\"none\"},\"rates\":{\"type\":\"encoder\",\"factor\":1.0},"
                        + "\"unfreezing\":{\"headShare\":0.5,\"headEpochs\":0,\"epochsPerBlock\":0},"
                        + "\"penalties\":{\"l1\":0.0,\"l2\":0.01,\"weightDecay\":0.01,\"contractive\":0.0,\"maxNorm\":0.0}},"
                        + "\"classWeights\":{\"type\":\"given\",\"weights\":{\"0\":0.5,\"2\":3.0}},"
                        + "\"rowWeights\":\"\",\"origin\":\"\"}");
    }

    @Test
    void weightsOfRowsAreKnownByTheirHash() {
        Samples rows = Fixtures.blobs();
        float[] weights = new float[rows.rows()];
        Arrays.fill(weights, 1);
        weights[0] = 0.5f;
        try (Classifier model = encoder.fineTune()
                .plan(Fixtures.plan())
                .fit(rows, RowWeights.of(weights).origin("by hand"), rows.select())
                .model()) {
            TuningRecord record = model.tuning().orElseThrow();
            assertThat(record.origin()).isEqualTo("by hand");
            assertThat(record.rowWeights()).isEqualTo(RowWeights.of(weights).sha256());
            weights[0] = 0.6f;
            assertThat(record.rowWeights()).isNotEqualTo(RowWeights.of(weights).sha256());
        }
        assertThat(RowWeights.of(1, 0.5f).sha256()) // of 0000803f 0000003f
                .isEqualTo("b09540ff36f486fafd91acb451c6d92cc0c31ab1e9f4379a9342bc0cc88df1a6");
    }

    @Test
    void selfTrainingSaysWhoTaught() {
        Samples rows = Fixtures.blobs();
        Samples known = rows.perLabel(2, 1);
        var training = SelfTraining.of(encoder.fineTune().plan(Fixtures.plan()));
        var trained = training.fit(known, rows);
        try (Classifier model = trained.model()) {
            TuningRecord record = model.tuning().orElseThrow();
            assertThat(record.rowWeights()).hasSize(64);
            assertThat(record.origin())
                    .isEqualTo("self-training: 6 labelled rows, labels inferred for %d of 90; leastConfidence 0.0,"
                                    .formatted(trained.taught())
                            + " byCertainty true, balanced true, teacher LabelPropagation[neighbours=10, alpha=0.99,"
                            + " comparison=HALF_WHITENED, classMass=UNIFORM]");
        }
    }

    @Test
    void filesOfOldSayNothing() {
        Path file = folder.resolve("k.safetensors");
        Path old = folder.resolve("old.safetensors");
        try (Classifier model =
                encoder.fineTune().plan(Fixtures.plan()).fit(Fixtures.blobs()).model()) {
            model.save(file);
        }
        rewrite(file, old, manifest -> manifest.remove("tuning"));
        try (Classifier model = Classifier.load(old)) {
            assertThat(model.tuning()).isEqualTo(Optional.empty());
            assertThatThrownBy(() -> encoder.fineTune().like(model))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage(
                            "the model does not say how it was trained, as its file was written before files did; train"
                                    + " it anew");
        }
    }

    @Test
    void whatIsNoRecordIsRefused() {
        Path file = folder.resolve("k.safetensors");
        Path other = folder.resolve("other.safetensors");
        try (Classifier model =
                encoder.fineTune().plan(Fixtures.plan()).fit(Fixtures.blobs()).model()) {
            model.save(file);
        }
        rewrite(
                file,
                other,
                manifest -> manifest.withObject("/tuning/recipe/rates").put("factor", -1.0));
        assertThatThrownBy(() -> Classifier.load(other))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(
                        "other.safetensors was not written by this version of AE4J: a factor on a block's rate is finite"
                                + " and above 0, found -1.0; to keep a block, freeze it");
    }

    private static void rewrite(Path from, Path to, Consumer<ObjectNode> change) {
        ModelFile stored = ModelFile.read(from);
        ObjectNode content = stored.content();
        change.accept(content);
        new ModelFile(stored.kind(), content, List.copyOf(stored.tensors())).write(to, false);
    }
}
