package org.ae4j.benchmarks.runner;

import java.util.List;
import org.ae4j.benchmarks.Workload;

/**
 * What to run.
 *
 * @param rounds how often each process runs, at least 1
 * @param threads each at least 1
 * @param warmUp seconds before measuring, at least 0
 * @param measured seconds of measuring, above 0
 */
record Settings(
        int rounds,
        List<Workload> workloads,
        List<Engine> engines,
        List<Integer> threads,
        double warmUp,
        double measured) {
    Settings {
        workloads = List.copyOf(workloads);
        engines = List.copyOf(engines);
        threads = List.copyOf(threads);
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds expects at least 1, found " + rounds);
        }
        for (int count : threads) {
            if (count < 1) {
                throw new IllegalArgumentException("--threads expects counts of at least 1, found " + count);
            }
        }
        if (!(warmUp >= 0) || Double.isInfinite(warmUp)) {
            throw new IllegalArgumentException("--warm-up expects at least 0 seconds, found " + warmUp);
        }
        if (!(measured > 0) || Double.isInfinite(measured)) {
            throw new IllegalArgumentException("--seconds expects more than 0 seconds, found " + measured);
        }
    }
}
