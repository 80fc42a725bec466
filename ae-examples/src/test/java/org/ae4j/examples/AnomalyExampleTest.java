package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnomalyExampleTest {
    @Test
    void faultsComeFirstWithoutALabel() {
        AnomalyExample.Result result = AnomalyExample.run();
        assertThat(result.auroc()).isGreaterThan(0.97);
        assertThat(result.knnAuroc()).isGreaterThan(0.97); // a pump of few channels has few places to hide
        assertThat(result.detection().flagged()).isEmpty(); // no calibration rows, no threshold
    }
}
