package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.file.ModelFile;
import org.ae4j.file.Tensor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

class HeadLayersTest {
    @TempDir
    Path folder;

    private static PretrainedEncoder encoder;

    @BeforeAll
    static void train() {
        encoder = Fixtures.encoder(Fixtures.plain());
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anActivatedAndNormalisedCodeIsLearntFromAndStored(int frozen) {
        Samples rows = Fixtures.blobs();
        Path file = folder.resolve("kinds.safetensors");
        Head<Classifier> head =
                Head.softmax().activation(Activation.RELU).batchNorm(true).hidden(5);
        try (Classifier classifier = encoder.fineTune()
                .freeze(Freeze.firstBlocks(frozen))
                .head(head)
                .plan(Fixtures.plan().epochs(20))
                .fit(rows)
                .model()) {
            assertThat(classifier.provenance().engine()).isEqualTo("compiled");
            assertThat(classifier.accuracy(rows)).isGreaterThan(0.9);
            classifier.save(file);
            assertThat(ModelFile.read(file).content().path("head"))
                    .hasToString("{\"classes\":[\"0\",\"1\",\"2\"],\"hidden\":[5],\"activation\":\"RELU\","
                            + "\"batchNorm\":true}");
            try (Classifier loaded = Classifier.load(file)) {
                assertThat(loaded.probabilities(rows)).isDeepEqualTo(classifier.probabilities(rows));
                assertThat(loaded.tensors()).extracting(Tensor::name).contains("head.norm/mean", "head0/W");
            }
        }
    }

    @Test
    void theCodeIsActivatedFirst() {
        Head<Classifier> plain = Head.softmax();
        FineTuning<Classifier> tuning = encoder.fineTune().freeze(Freeze.all()).plan(Fixtures.plan());
        float[][] linear = probabilities(tuning.head(plain));
        assertThat(probabilities(tuning.head(plain.activation(Activation.IDENTITY))))
                .isDeepEqualTo(linear);
        assertThat(probabilities(tuning.head(plain.activation(Activation.RELU)))[0])
                .isNotEqualTo(linear[0]);
    }

    @Test
    void anUnknownActivationInAFileIsRefused() {
        assertThatThrownBy(() -> HeadLayers.read(Json.object().put("activation", "RELO")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageStartingWith("there is no activation 'RELO'; did you mean 'RELU'? (known: CUBE, ELU, ");
    }

    private static float[][] probabilities(FineTuning<Classifier> tuning) {
        try (Classifier classifier = tuning.fit(Fixtures.blobs()).model()) {
            return classifier.probabilities(Fixtures.blobs());
        }
    }
}
