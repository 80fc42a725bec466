package org.ae4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void printsOneLineOfJson() {
        assertThat(new Measurement(1.5, 2, null, Double.NaN, .25, 1024L).json())
                .isEqualTo(
                        "{\"value\":1.5,\"steps\":2,\"check\":null,\"learnt\":null,\"lastLoss\":0.25,\"peakMemory\":1024}");
    }

    @Test
    void peakMemoryIsReadInKibibytes() {
        assertThat(PeakMemory.bytes(List.of("VmPeak:\t  9 kB", "VmHWM:\t  123456 kB")))
                .isEqualTo(123456L * 1024);
        assertThat(PeakMemory.bytes(List.of("VmPeak:\t  9 kB"))).isNull();
    }
}
