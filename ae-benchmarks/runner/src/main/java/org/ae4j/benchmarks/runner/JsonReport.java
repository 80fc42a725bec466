package org.ae4j.benchmarks.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.ae4j.benchmarks.Measurement;
import org.ae4j.benchmarks.Workload;

/** The results with every round's values. */
final class JsonReport {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Results results;

    JsonReport(Results results) {
        this.results = results;
    }

    /** The text of the file. */
    String text() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", results.machine());
        report.put("settings", settings());
        report.put("sgemmFlops", sgemm());
        report.put("results", results.series().stream().map(this::series).toList());
        try {
            return JSON.writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rounds", results.settings().rounds());
        fields.put("warmUpSeconds", results.settings().warmUp());
        fields.put("measuredSeconds", results.settings().measured());
        return fields;
    }

    private Map<String, Object> sgemm() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Workload workload : results.settings().workloads()) {
            fields.put(workload.title(), results.sgemm().getOrDefault(workload, List.of()));
        }
        return fields;
    }

    private Map<String, Object> series(Series series) {
        List<Double> values = series.values();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("workload", series.workload().title());
        fields.put("engine", series.contender().engine().title());
        fields.put(
                "threads",
                series.contender().threads() == 0 ? null : series.contender().threads());
        fields.put("unit", series.workload().kind().unit());
        fields.put("median", number(Statistics.median(values)));
        fields.put("min", number(Statistics.min(values)));
        fields.put("max", number(Statistics.max(values)));
        fields.put("ratio", number(results.ratio(series)));
        fields.put("againstOneThread", number(results.againstOneThread(series)));
        fields.put("shareOfSgemm", number(results.share(series)));
        fields.put("peakMemory", number(series.median(Measurement::peakMemory)));
        fields.put("check", number(series.median(Measurement::check)));
        fields.put("learnt", number(series.median(Measurement::learnt)));
        fields.put("lastLoss", number(series.median(Measurement::lastLoss)));
        fields.put("agrees", results.agrees(series).orElse(null));
        fields.put("values", values);
        fields.put("failures", failures(series));
        return fields;
    }

    private static List<String> failures(Series series) {
        return series.outcomes().stream()
                .flatMap(outcome -> Optional.ofNullable(outcome.failure()).stream())
                .toList();
    }

    private static Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
