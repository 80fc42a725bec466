package org.ae4j.benchmarks.runner;

import static org.ae4j.benchmarks.runner.Samples.results;
import static org.ae4j.benchmarks.runner.Samples.series;
import static org.ae4j.benchmarks.runner.Samples.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.ae4j.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aRowForEachContenderUnderTheMachine() {
        String markdown = new Table(results(
                        settings(1),
                        series(Workload.A128, Engine.AE4J, 1, 30_000, 60_000),
                        series(Workload.A128, Engine.DJL, 1, 10_000, 20_000),
                        series(Workload.JOB, Engine.AE4J, 1, 2.5, 3.5)))
                .markdown();

        assertThat(markdown).isEqualTo("""
                a processor, 2 cores, an OS, a JVM. One core gives 200 GFLOP/s to dnnl_sgemm at 2048³ (best). 2 rounds.

                | workload | engine | median | min–max | AE4J is × as fast | × its one thread | share of sgemm | peak memory, MiB | computes the same |
                |---|---|---:|---:|---:|---:|---:|---:|---|
                | A128 | ae4j, 1 thread | 45,000 rows/s | 30,000–60,000 | – | – | 50 % | 3 | yes |
                | A128 | djl, 1 thread | 15,000 rows/s | 10,000–20,000 | 3.00 | – | 17 % | 3 | yes |
                | job | ae4j, 1 thread | 3.00 s | 2.50–3.50 | – | – | 18 % | 3 | yes |
                """);
    }

    @Test
    void failuresFollowTheTable() {
        var failing = new Series(
                Workload.A128,
                new Contender(Engine.DL4J, 0),
                Arrays.asList(Outcome.failed("exit code 1: no memory"), Outcome.failed("interrupted")));

        List<String> lines =
                new Table(results(settings(1), failing)).markdown().lines().toList();

        assertThat(lines.subList(4, lines.size()))
                .containsExactly(
                        "| A128 | dl4j | – rows/s | ––– | – | – | – | – | – |",
                        "",
                        "- failed: A128, dl4j, round 1: exit code 1: no memory",
                        "- failed: A128, dl4j, round 2: interrupted");
    }
}
