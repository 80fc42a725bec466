package org.ae4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.ae4j.benchmarks.Measurement;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void theLastLineIsTheMeasurement() {
        Outcome outcome = Outcome.of("""
                a library's greeting
                {"value":12.5,"steps":3,"check":0.5,"learnt":null,"lastLoss":0.25,"peakMemory":1024}
                """);

        assertThat(outcome.measurement()).isEqualTo(new Measurement(12.5, 3, .5, null, .25, 1024L));
        assertThat(outcome.failure()).isNull();
    }

    @Test
    void anotherLastLineIsAFailure() {
        Outcome outcome = Outcome.of("no figures\n");

        assertThat(outcome.failure()).isEqualTo("expected one line of JSON, found 'no figures'");
        assertThat(outcome.value()).isNull();
    }

    @Test
    void theProcessTimeTakesTheValuesPlace() {
        Outcome outcome = Outcome.of("{\"value\":1,\"steps\":7}").value(3);

        assertThat(outcome.measurement()).isEqualTo(new Measurement(3, 7, null, null, null, null));
        assertThat(Outcome.failed("why").value(3)).isEqualTo(Outcome.failed("why"));
    }
}
