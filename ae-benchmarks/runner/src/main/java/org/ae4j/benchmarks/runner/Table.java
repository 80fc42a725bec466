package org.ae4j.benchmarks.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.ae4j.benchmarks.Measurement;
import org.ae4j.benchmarks.Workload;

/** The results in Markdown. */
final class Table {
    private static final String NONE = "–";

    private final Results results;

    Table(Results results) {
        this.results = results;
    }

    /** Machine, settings, one table, and what failed. */
    String markdown() {
        var lines = new ArrayList<String>();
        lines.add(machine());
        lines.add("");
        lines.add("| workload | engine | median | min–max | AE4J is × as fast | × its one thread |"
                + " share of sgemm | peak memory, MiB | computes the same |");
        lines.add("|---|---|---:|---:|---:|---:|---:|---:|---|");
        results.series().forEach(series -> lines.add(row(series)));
        List<String> failures = failures();
        if (!failures.isEmpty()) {
            lines.add("");
            lines.addAll(failures);
        }
        return String.join("\n", lines) + "\n";
    }

    private String machine() {
        Machine machine = results.machine();
        OptionalDouble sgemm = results.sgemmRate();
        String rate = sgemm.isPresent() ? number("%.0f", sgemm.getAsDouble() / 1e9) : NONE;
        return "%s, %d cores, %s, %s. One core gives %s GFLOP/s to dnnl_sgemm at 2048³ (best). %d rounds."
                .formatted(
                        machine.processor(),
                        machine.cores(),
                        machine.system(),
                        machine.java(),
                        rate,
                        results.settings().rounds());
    }

    private String row(Series series) {
        Workload.Kind kind = series.workload().kind();
        List<Double> values = series.values();
        return String.join(
                " | ",
                "| " + series.workload().title(),
                series.contender().title(),
                cell(kind, Statistics.median(values)) + " " + kind.unit(),
                cell(kind, Statistics.min(values)) + "–" + cell(kind, Statistics.max(values)),
                times(results.ratio(series)),
                times(results.againstOneThread(series)),
                cell("%.0f %%", 100, results.share(series)),
                cell("%.0f", 1.0 / (1 << 20), series.median(Measurement::peakMemory)),
                results.agrees(series).map(same -> same ? "yes" : "NO").orElse(NONE) + " |");
    }

    private List<String> failures() {
        var failures = new ArrayList<String>();
        for (Series series : results.series()) {
            for (int round = 0; round < series.outcomes().size(); round++) {
                String failure = series.outcomes().get(round).failure();
                if (failure != null) {
                    failures.add("- failed: %s, %s, round %d: %s"
                            .formatted(
                                    series.workload().title(),
                                    series.contender().title(),
                                    round + 1,
                                    failure));
                }
            }
        }
        return failures;
    }

    private static String cell(Workload.Kind kind, OptionalDouble value) {
        return cell(kind.higherIsBetter() ? "%,.0f" : "%.2f", 1, value);
    }

    private static String times(OptionalDouble ratio) {
        return cell("%.2f", 1, ratio);
    }

    private static String cell(String format, double factor, OptionalDouble value) {
        return value.isPresent() ? number(format, value.getAsDouble() * factor) : NONE;
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
