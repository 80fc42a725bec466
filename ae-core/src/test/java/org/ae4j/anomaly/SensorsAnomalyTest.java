package org.ae4j.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The job that the built-in pump stands for, with less training than the default. */
class SensorsAnomalyTest {
    @Test
    void faultsShowAreExplainedAndHealthyRowsRarelyFlagged() {
        PumpFaults found = PumpFaults.of(7500, 42, 40, 800);
        assertThat(found.auroc()).isGreaterThanOrEqualTo(0.97);
        assertThat(found.flaggedFaults()).isGreaterThan(500);
        assertThat(found.explained()).isGreaterThanOrEqualTo(0.90);
        assertThat(found.falseAlarms()).isBetween(found.fewest(), found.most());
    }
}
