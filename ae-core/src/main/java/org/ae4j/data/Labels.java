package org.ae4j.data;

import java.util.ArrayList;
import java.util.Collection;
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
        return ordered(values);
    }

    /** The distinct names: by value where all are numbers, else by alphabet. */
    static List<String> ordered(Collection<String> names) {
        var ordered = new ArrayList<>(new TreeSet<>(names));
        if (ordered.stream().noneMatch(name -> Double.isNaN(NumberText.parse(name)))) {
            ordered.sort(Comparator.comparingDouble(NumberText::parse));
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
}
