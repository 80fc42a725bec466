package org.ae4j.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Prior;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoders of autoencoders with every kind of code that an encoder gives as it is. */
class CodeKindsTest {
    @TempDir
    private Path folder;

    static List<AutoencoderSpec> specs() {
        return List.of(
                Fixtures.plain().bottleneck(Bottleneck.variational(3)),
                Fixtures.plain().bottleneck(Bottleneck.sparse(3, 0.1, 1)),
                Fixtures.plain().bottleneck(Bottleneck.wasserstein(3, Prior.gaussian())));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void theEncoderGivesTheAutoencodersCodes(AutoencoderSpec spec) {
        Samples rows = Fixtures.blobs();
        Path file = folder.resolve("whole.safetensors");
        try (Autoencoder model = Fixtures.autoencoder(spec);
                PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            assertThat(encoder.encode(rows)).isDeepEqualTo(model.encode(rows));
            model.save(file);
            try (PretrainedEncoder loaded = PretrainedEncoder.load(file)) {
                assertThat(loaded.encode(rows)).isDeepEqualTo(model.encode(rows));
            }
        }
    }

    @Test
    void anEncoderOfAQuantisedCodeLeavesTheCodebook() {
        Samples rows = Fixtures.blobs();
        Path file = folder.resolve("whole.safetensors");
        try (Autoencoder model =
                        Fixtures.autoencoder(Fixtures.plain().bottleneck(Bottleneck.vectorQuantized(2, 4, 2)));
                PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            model.save(file);
            try (PretrainedEncoder loaded = PretrainedEncoder.load(file)) {
                assertThat(loaded.encode(rows)).isDeepEqualTo(encoder.encode(rows));
                assertThat(loaded.encode(rows)[0]).hasSize(4);
            }
        }
    }
}
