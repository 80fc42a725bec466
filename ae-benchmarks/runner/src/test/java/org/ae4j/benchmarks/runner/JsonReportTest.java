package org.ae4j.benchmarks.runner;

import static org.ae4j.benchmarks.runner.Samples.results;
import static org.ae4j.benchmarks.runner.Samples.series;
import static org.ae4j.benchmarks.runner.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.ae4j.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class JsonReportTest {
    @Test
    void everyRoundsValueIsThere() throws Exception {
        var failing = new Series(Workload.A128, new Contender(Engine.DL4J, 0), List.of(Outcome.failed("why")));
        JsonNode report = new ObjectMapper()
                .readTree(new JsonReport(results(
                                settings(1),
                                series(Workload.A128, Engine.AE4J, 1, 300, 600),
                                series(Workload.A128, Engine.DJL, 1, 100, 200),
                                failing))
                        .text());

        assertThat(report.at("/machine/processor").asText()).isEqualTo("a processor");
        assertThat(report.at("/sgemmFlops/A128/1").asDouble()).isEqualTo(2e11);
        JsonNode djl = report.at("/results/1");
        assertThat(djl.at("/engine").asText()).isEqualTo("djl");
        assertThat(djl.at("/threads").asInt()).isEqualTo(1);
        assertThat(djl.at("/median").asDouble()).isEqualTo(150);
        assertThat(djl.at("/ratio").asDouble()).isEqualTo(3);
        assertThat(djl.at("/peakMemory").asLong()).isEqualTo(3L << 20);
        assertThat(djl.at("/values")).hasToString("[100.0,200.0]");
        JsonNode dl4j = report.at("/results/2");
        assertThat(dl4j.at("/threads").isNull()).isTrue();
        assertThat(dl4j.at("/median").isNull()).isTrue();
        assertThat(dl4j.at("/values")).hasToString("[null]");
        assertThat(dl4j.at("/failures")).hasToString("[\"why\"]");
    }
}
