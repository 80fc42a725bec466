package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.ae4j.pretrain.PretrainedEncoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySampleTest {
    @Test
    void faultsAreFlaggedAndNamedAndTheFileHasTheModel(@TempDir Path folder) {
        LibrarySample.Result result = LibrarySample.run(folder);
        assertThat(result.test().rows()).isEqualTo(2000);
        assertThat(result.codes()).hasDimensions(2000, 16);
        long faults = result.flagged().stream()
                .filter(finding -> !result.test().label(finding.row()).equals("ok"))
                .count();
        assertThat(faults).isGreaterThan(180); // of 200
        assertThat(result.flagged().size() - faults).isLessThan(45); // of 1800 healthy ones, 18 expected
        assertThat(result.classifier().accuracy(result.test())).isGreaterThan(0.95);
        try (var loaded = PretrainedEncoder.load(folder.resolve("pump.safetensors"))) {
            assertThat(loaded.encode(result.test())).isDeepEqualTo(result.codes());
        }
    }
}
