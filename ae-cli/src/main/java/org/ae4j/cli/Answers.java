package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a fine-tuned model says of rows.
 *
 * @param header of the CSV file
 * @param cells of each row, the first one the answer
 * @param figures measured by labels, by JSON key; empty numbers where there are no labels
 * @param classes what the first cell can be; empty where it is no class
 */
record Answers(
        List<String> header, List<List<String>> cells, Map<String, OptionalDouble> figures, List<String> classes) {
    /** How many rows have each class, of those that a model knows; empty where answers are no classes. */
    Map<String, Integer> counts() {
        var counts = new LinkedHashMap<String, Integer>();
        classes.forEach(name -> counts.put(name, 0));
        if (!classes.isEmpty()) {
            cells.forEach(row -> counts.merge(row.get(0), 1, Integer::sum));
        }
        return counts;
    }

    void put(ObjectNode json) {
        figures.forEach((name, value) -> Figures.put(json, name, value));
    }

    void say(Report report) {
        figures.forEach((name, value) -> value.ifPresent(figure -> report.say("%s", text(name, figure))));
    }

    private static String text(String name, double figure) {
        return switch (name) {
            case "accuracy" -> "accuracy %.1f %%".formatted(100 * figure);
            case "subsetAccuracy" -> "rows with exactly their labels %.1f %%".formatted(100 * figure);
            case "microF1" -> "F1 over all labels %.3f".formatted(figure);
            case "macroF1" -> "F1, mean over the labels %.3f".formatted(figure);
            default -> "mean squared error " + Figures.text(figure);
        };
    }
}
