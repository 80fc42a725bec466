package org.ae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;

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

    /** The labels as numbers; an error that names the first that is none. */
    double[] numbers(String source) {
        double[] numbers = values.stream().mapToDouble(NumberText::parse).toArray();
        for (int i = 0; i < numbers.length; i++) {
            if (!Double.isFinite(numbers[i])) {
                throw new IncompatibleDataException(
                        "%s: row %d has the label '%s', expected a number".formatted(source, i, values.get(i)));
            }
        }
        return numbers;
    }

    /** Numbers of the rows with this label, ascending; an error if there are rows, but none with it. */
    int[] rows(String label, String source) {
        if (!values.isEmpty() && !values.contains(label)) {
            throw new IncompatibleDataException(
                    source + " has no row labelled '" + label + "'" + Suggestion.forUnknown(label, classes()));
        }
        return IntStream.range(0, values.size())
                .filter(i -> values.get(i).equals(label))
                .toArray();
    }

    /** Numbers of as many rows of each class, ascending. */
    int[] draw(int count, long seed) {
        if (count < 1) {
            throw new IncompatibleDataException("a subset needs at least 1 row of each class, found " + count);
        }
        var random = new SplittableRandom(seed);
        return classes().stream()
                .flatMapToInt(label -> draw(label, count, random))
                .sorted()
                .toArray();
    }

    private IntStream draw(String label, int count, SplittableRandom random) {
        int[] rows = rows(label, name);
        if (rows.length < count) {
            throw new IncompatibleDataException(
                    "class '%s' has %d rows, %d were asked for".formatted(label, rows.length, count));
        }
        return Arrays.stream(Permutation.random(rows.length, random))
                .limit(count)
                .map(i -> rows[i]);
    }

    Labels select(int[] rows) {
        var selected = new ArrayList<String>(rows.length);
        for (int row : rows) {
            selected.add(values.get(row));
        }
        return new Labels(name, selected);
    }

    /** These, then others, under this name. */
    Labels append(Labels others) {
        var all = new ArrayList<>(values);
        all.addAll(others.values);
        return new Labels(name, all);
    }
}
