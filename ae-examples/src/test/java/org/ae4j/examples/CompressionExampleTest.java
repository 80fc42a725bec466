package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompressionExampleTest {
    @Test
    void quantisedCodeNeedsFewerBitsThanJpegAtItsLowestQualityAndIsNearerToTheImage() {
        CompressionExample.Result result = CompressionExample.run(1);
        assertThat(result.code().bits()).isLessThan(result.jpeg().bits());
        assertThat(result.code().psnr()).isGreaterThan(result.jpeg().psnr());
    }
}
