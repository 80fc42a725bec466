package org.ae4j.benchmarks.runner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ae4j.benchmarks.Workload;

/** Lets the contenders take turns, A B A B: what disturbs the machine for a while disturbs all of them. */
final class Rounds {
    private final Settings settings;
    private final BiFunction<Contender, Workload, Outcome> run;
    private final Supplier<Outcome> sgemm;
    private final Consumer<String> progress;

    /**
     * Prepares the rounds.
     *
     * @param run measures a contender in a process of its own
     * @param sgemm measures the rate of matrix products in a process of its own
     * @param progress is told what was measured, a line at a time
     */
    Rounds(
            Settings settings,
            BiFunction<Contender, Workload, Outcome> run,
            Supplier<Outcome> sgemm,
            Consumer<String> progress) {
        this.settings = settings;
        this.run = run;
        this.sgemm = sgemm;
        this.progress = progress;
    }

    /** Runs everything. */
    Results run(Machine machine) {
        Map<Workload, List<Double>> limits = new HashMap<>();
        var series = new ArrayList<Series>();
        for (Workload workload : settings.workloads()) {
            Map<Contender, List<Outcome>> outcomes = new LinkedHashMap<>();
            for (int round = 1; round <= settings.rounds(); round++) {
                limits.computeIfAbsent(workload, key -> new ArrayList<>())
                        .add(sgemm.get().value());
                round(workload, round, outcomes);
            }
            outcomes.forEach((contender, list) -> series.add(new Series(workload, contender, list)));
        }
        return new Results(machine, settings, limits, series);
    }

    private void round(Workload workload, int round, Map<Contender, List<Outcome>> outcomes) {
        for (Contender contender : Contender.of(workload, settings.engines(), settings.threads())) {
            Outcome outcome = run.apply(contender, workload);
            outcomes.computeIfAbsent(contender, key -> new ArrayList<>()).add(outcome);
            progress.accept("%s, round %d of %d, %s: %s"
                    .formatted(
                            workload.title(),
                            round,
                            settings.rounds(),
                            contender.title(),
                            outcome.failure() != null
                                    ? "FAILED: " + outcome.failure()
                                    : "%.1f %s"
                                            .formatted(
                                                    outcome.value(),
                                                    workload.kind().unit())));
        }
    }
}
