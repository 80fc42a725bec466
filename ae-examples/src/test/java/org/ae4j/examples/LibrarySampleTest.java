package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrarySampleTest {
    @Test
    void faultsStandOutAndTheLoadedModelIsTheSame(@TempDir Path folder) {
        LibrarySample.Result result = LibrarySample.run(folder);
        assertThat(result.test().rows()).isEqualTo(2000);
        assertThat(result.codes()).hasDimensions(2000, 3);
        assertThat(result.error(false)).isGreaterThan(50 * result.error(true));
        assertThat(result.same().encode(result.test())).isDeepEqualTo(result.codes());
    }
}
