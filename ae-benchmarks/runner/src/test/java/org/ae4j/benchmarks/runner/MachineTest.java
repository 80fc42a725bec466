package org.ae4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void processorIsNamedWithFamilyAndModel() {
        assertThat(Machine.processorName(List.of(
                        "processor\t: 0",
                        "cpu family\t: 25",
                        "model\t\t: 17",
                        "model name\t: AMD EPYC",
                        "",
                        "model name\t: another")))
                .isEqualTo("AMD EPYC (family 25, model 17)");
    }

    @Test
    void processorWithoutANameIsUnknown() {
        assertThat(Machine.processorName(List.of("flags\t: fma"))).isEqualTo("unknown processor");
    }
}
