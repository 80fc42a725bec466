package org.ae4j.benchmarks.runner;

import java.util.List;
import org.ae4j.benchmarks.Workload;

/**
 * An engine with a number of threads.
 *
 * @param threads 0 for the engine's own choice
 */
record Contender(Engine engine, int threads) {
    /** Those that run a workload, in the order in which they take turns. */
    static List<Contender> of(Workload workload, List<Engine> engines, List<Integer> threads) {
        return engines.stream()
                .filter(engine -> engine.runs(workload))
                .flatMap(engine -> engine.threads(threads).stream().map(count -> new Contender(engine, count)))
                .toList();
    }

    /** Such as {@code "djl, 2 threads"}. */
    String title() {
        return switch (threads) {
            case 0 -> engine.title();
            case 1 -> engine.title() + ", 1 thread";
            default -> engine.title() + ", " + threads + " threads";
        };
    }

    /** The cores that it may use. */
    int cores(int available) {
        return threads == 0 ? available : threads;
    }
}
