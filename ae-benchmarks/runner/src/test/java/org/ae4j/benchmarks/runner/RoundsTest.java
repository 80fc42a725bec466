package org.ae4j.benchmarks.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.benchmarks.Measurement;
import org.ae4j.benchmarks.Workload;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final List<String> runs = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    @Test
    void contendersTakeTurnsAndSgemmComesBeforeEachRound() {
        Results results =
                run(new Settings(2, List.of(Workload.C), List.of(Engine.AE4J, Engine.DL4J), List.of(1, 2), 1, 1));

        assertThat(runs)
                .containsExactly(
                        "sgemm",
                        "C ae4j, 1 thread",
                        "C ae4j, 2 threads",
                        "C dl4j",
                        "sgemm",
                        "C ae4j, 1 thread",
                        "C ae4j, 2 threads",
                        "C dl4j");
        assertThat(results.series())
                .extracting(Series::values)
                .containsExactly(List.of(2.0, 6.0), List.of(3.0, 7.0), List.of(4.0, 8.0));
        assertThat(results.sgemm()).containsEntry(Workload.C, List.of(1.0, 5.0));
    }

    @Test
    void theForwardPassAloneRunsOnlyWhereCodesAreMeasured() {
        run(new Settings(
                1, List.of(Workload.C, Workload.ENCODE_1), List.of(Engine.AE4J_PASS, Engine.DL4J_1), List.of(1), 1, 1));

        assertThat(runs)
                .containsExactly("sgemm", "C dl4j1, 1 thread", "sgemm", "encode1 ae4j-pass", "encode1 dl4j1, 1 thread");
    }

    @Test
    void progressTellsValuesAndFailures() {
        var settings = new Settings(1, List.of(Workload.C), List.of(Engine.DJL), List.of(1), 1, 1);
        run(settings);
        new Rounds(settings, (contender, workload) -> Outcome.failed("why"), () -> measured("sgemm"), lines::add)
                .run(Machine.current());

        assertThat(lines)
                .containsExactly(
                        "C, round 1 of 1, djl, 1 thread: 2.0 rows/s", "C, round 1 of 1, djl, 1 thread: FAILED: why");
    }

    private Results run(Settings settings) {
        return new Rounds(
                        settings,
                        (contender, workload) -> measured(workload.title() + " " + contender.title()),
                        () -> measured("sgemm"),
                        lines::add)
                .run(Machine.current());
    }

    private Outcome measured(String what) {
        runs.add(what);
        return new Outcome(new Measurement(runs.size(), 1, null, null, null, null), null);
    }
}
