package org.ae4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.ae4j.AutoencoderException;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class BackendTest {
    private static final Map<String, String> NOTHING_SAID = Map.of();

    @Test
    void saysThatItRunsOnTheCpuWhereOnlyThatBackendIsThere() {
        assertThat(Backend.start())
                .startsWith("CPU, ")
                .endsWith(Runtime.getRuntime().availableProcessors() + " cores");
    }

    @Test
    void withoutTheCudaBackendNoGpuIsLookedFor() {
        assertThat(Backend.usable(false, NOTHING_SAID, () -> {
                    throw new AssertionError("looked for a GPU");
                }))
                .isEmpty();
    }

    @Test
    void cudaWithoutDriverSaysSoAndHowToUseTheCpu() {
        assertThatThrownBy(() -> Backend.usable(true, NOTHING_SAID, Optional::empty))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(
                        "the CUDA backend is on the class path, but no NVIDIA driver with a GPU was found; install the"
                                + " driver, or set AE_BACKEND=cpu to run on the CPU");
    }

    @Test
    void gpuOutsideTheBackendsCapabilitiesIsNamed() {
        assertThatThrownBy(() -> Backend.usable(true, NOTHING_SAID, () -> Gpu.parse("NVIDIA H200, 9.0\n")))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage(
                        "NVIDIA H200 has compute capability 9.0, but the CUDA backend of DL4J 1.0.0-M2.1 runs on 3.7 to"
                                + " 8.9; set AE_BACKEND=cpu to run on the CPU");
    }

    @Test
    void gpuThatTheBackendKnowsIsUsedUnlessTheCpuIsAskedFor() {
        assertThat(Backend.usable(true, NOTHING_SAID, () -> Gpu.parse("NVIDIA GeForce RTX 3060, 8.6\nother, 7.5")))
                .contains(new Gpu("NVIDIA GeForce RTX 3060", 8.6));
        assertThat(Backend.usable(true, Map.of("AE_BACKEND", "cpu"), () -> Gpu.parse("NVIDIA A100, 8.0")))
                .isEmpty();
    }

    @Test
    void answersThatAreNoGpuAreNone() {
        assertThat(Gpu.parse("")).isEmpty();
        assertThat(Gpu.parse("NVIDIA-SMI has failed, because it could not talk to the driver"))
                .isEmpty();
    }

    @Test
    void smallWorkGetsOneThreadAndLargeWorkAll() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(Threads.forDl4j(10_000, 128)).isEqualTo(1);
        assertThat(Threads.forCompiled(10_000, 128)).isEqualTo(1);
        assertThat(Threads.forDl4j(10_000_000_000L, 128)).isEqualTo(cores);
        assertThat(Threads.forCompiled(10_000_000_000L, 128)).isEqualTo(cores);
        var sequences = SequenceCases.autoencoder().configuration(DataType.FLOAT);
        // 528 parameters, all but 18 of them at six steps.
        assertThat(Engines.threads(EngineChoice.AUTO, sequences, 40_000)).isEqualTo(Math.min(4, cores));
        assertThat(Threads.forCompiled(435_000, 128)).isEqualTo(Math.min(2, cores));
    }
}
