package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.InvalidSpecException;
import org.ae4j.file.Tensor;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Architecture;
import org.ae4j.spec.Presets;
import org.ae4j.train.TrainingPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoders made of the user's own layers are loaded, frozen by blocks and fine-tuned like any other. */
class OwnEncoderTest {
    @TempDir
    Path folder;

    @Test
    void frozenBlocksOfOwnLayersKeepEveryBitAndThawedOnesMove() {
        try (PretrainedEncoder encoder = encoder();
                Classifier classifier = encoder.fineTune()
                        .freeze(Freeze.firstBlocks(1))
                        .head(Head.softmax())
                        .plan(TrainingPlan.defaults().epochs(3).batchSize(30))
                        .fit(Fixtures.blobs())
                        .model();
                PretrainedEncoder inside = classifier.encoder()) {
            Map<String, float[]> before = tensors(encoder);
            Map<String, float[]> after = tensors(inside);
            assertThat(before)
                    .containsOnlyKeys(
                            "wide/W",
                            "wide/b",
                            "encoder1/gamma",
                            "encoder1/beta",
                            "encoder1/mean",
                            "encoder1/var",
                            "encoder3/W",
                            "encoder3/b",
                            "code/W",
                            "code/b");
            before.forEach((name, values) -> {
                if (List.of("wide", "encoder1").contains(name.split("/")[0])) {
                    assertThat(after.get(name)).as(name).isEqualTo(values);
                } else {
                    assertThat(after.get(name)).as(name).isNotEqualTo(values);
                }
            });
        }
    }

    @Test
    void blocksAreNamedByTheirFirstLayer() {
        try (PretrainedEncoder encoder = encoder()) {
            assertThatThrownBy(() -> encoder.fineTune()
                            .freeze(Freeze.firstBlocks(4))
                            .head(Head.softmax())
                            .fit(Fixtures.blobs()))
                    .isInstanceOf(InvalidSpecException.class)
                    .hasMessage("cannot freeze 4 blocks: the encoder has 3 (wide, encoder3, code)");
        }
    }

    private PretrainedEncoder encoder() {
        Path file = folder.resolve("own.safetensors");
        var spec = Presets.dense(Fixtures.blobs().schema()).code(4).architecture(own());
        try (Autoencoder model = Fixtures.autoencoder(spec)) {
            model.save(file);
        }
        return PretrainedEncoder.load(file);
    }

    private static Architecture own() {
        MultiLayerConfiguration encoder = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().name("wide").nOut(8).build())
                .layer(new BatchNormalization())
                .layer(new DropoutLayer.Builder(0.8).build())
                .layer(new DenseLayer.Builder().nOut(6).build())
                .build();
        MultiLayerConfiguration decoder = new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nOut(8).build())
                .build();
        return Architecture.of(encoder, decoder);
    }

    private static Map<String, float[]> tensors(PretrainedEncoder encoder) {
        var tensors = new LinkedHashMap<String, float[]>();
        for (Tensor tensor : encoder.tensors()) {
            tensors.put(tensor.name(), tensor.values());
        }
        return tensors;
    }
}
