package org.ae4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * What each row is called: never a feature.
 *
 * @param name the label column's name
 * @param values one label a row
 */
record Labels(String name, List<String> values) {
    Labels {
        values = List.copyOf(values);
    }

    /** The distinct labels: by value where all are numbers, else by alphabet. */
    List<String> classes() {
        var distinct = new TreeSet<>(values);
        var ordered = new ArrayList<>(distinct);
        if (distinct.stream().allMatch(Labels::isNumber)) {
            ordered.sort(Comparator.comparingDouble(Double::parseDouble));
        }
        return List.copyOf(ordered);
    }

    Labels select(int[] rows) {
        var selected = new ArrayList<String>(rows.length);
        for (int row : rows) {
            selected.add(values.get(row));
        }
        return new Labels(name, selected);
    }

    private static boolean isNumber(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
