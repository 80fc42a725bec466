package org.ae4j.benchmarks.runner;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ae4j.benchmarks.Measurement;
import org.ae4j.benchmarks.Workload;

/** Results made up for tests. */
final class Samples {
    private Samples() {}

    static Settings settings(Integer... threads) {
        return new Settings(2, List.of(Workload.A128), Arrays.asList(Engine.values()), List.of(threads), 1, 1);
    }

    static Series series(Workload workload, Engine engine, int threads, double... values) {
        List<Outcome> outcomes = Arrays.stream(values)
                .mapToObj(value -> new Outcome(new Measurement(value, 100, .085, .002, .08, 3L << 20), null))
                .toList();
        return new Series(workload, new Contender(engine, threads), outcomes);
    }

    static Results results(Settings settings, Series... series) {
        return new Results(
                new Machine("a processor", 2, "an OS", "a JVM"),
                settings,
                Map.of(Workload.A128, List.of(1e11, 2e11), Workload.JOB, List.of(1e11, 1e11)),
                List.of(series));
    }
}
