package org.ae4j.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a worker found, printed as one line of JSON. No library writes it: one more would start up with every process.
 *
 * @param value in the workload's unit
 * @param steps how many steps or calls there were, warm-up included
 * @param check what every engine must agree on: the first step's loss, or the sum of a code
 * @param learnt by how much the loss had fallen after {@link Worker#CHECKED_STEPS} steps; null where there were fewer
 * @param lastLoss of the last step or epoch; null where nothing is trained
 * @param peakMemory of the process in bytes; null where the system does not tell
 */
public record Measurement(double value, long steps, Double check, Double learnt, Double lastLoss, Long peakMemory) {
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", value);
        fields.put("steps", steps);
        fields.put("check", check);
        fields.put("learnt", learnt);
        fields.put("lastLoss", lastLoss);
        fields.put("peakMemory", peakMemory);
        return fields.entrySet().stream()
                .map(field -> "\"%s\":%s".formatted(field.getKey(), text(field.getValue())))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Object text(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? null : value;
    }
}
