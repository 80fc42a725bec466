package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TransferExampleTest {
    @Test
    void aHeadOnFrozenCodesLearnsFromFiveLabelsAClass() {
        TransferExample.Result result = TransferExample.run();
        assertThat(result.frozen()).isGreaterThan(0.65); // ten classes: chance is 0.1
        assertThat(result.fineTuned()).isGreaterThan(0.5);
        assertThat(result.scratch()).isGreaterThan(0.5);
    }
}
