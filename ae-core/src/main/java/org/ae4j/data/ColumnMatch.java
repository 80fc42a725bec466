package org.ae4j.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;

/** Brings columns into the order that a model expects: by name, or by place where either side has no names. */
final class ColumnMatch {
    private ColumnMatch() {}

    /** The names of columns that have none: {@code x0}, {@code x1}, …. */
    static List<String> placeNames(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "x" + i).toList();
    }

    /** For each column that was found its place among those expected. */
    static int[] targets(List<String> found, Schema expected, String source) {
        List<String> wanted = expected.columns().stream().map(Column::name).toList();
        if (found.size() == wanted.size() && new HashSet<>(found).equals(new HashSet<>(wanted))) {
            return found.stream().mapToInt(wanted::indexOf).toArray();
        }
        boolean byPlace = expected instanceof ImageSchema || !areNames(found) || !areNames(wanted);
        if (byPlace && found.size() == wanted.size()) {
            return IntStream.range(0, found.size()).toArray();
        }
        if (expected instanceof SequenceSchema) {
            throw new IncompatibleDataException(
                    ("model expects %s, %s has %d columns; say what makes them sequences (--sequence row, group:NAME or"
                                    + " windows:LENGTH)")
                            .formatted(expected.describe(), source, found.size()));
        }
        throw new IncompatibleDataException("model expects %d features, %s has %d%s"
                .formatted(wanted.size(), source, found.size(), byPlace ? "" : difference(found, wanted)));
    }

    /**
     * The samples in the order and with the category numbers of the schema.
     *
     * @throws IncompatibleDataException if they cannot be brought there
     */
    static Samples conform(Samples samples, Schema expected) {
        Schema found = samples.schema();
        if (found.equals(expected)) {
            return samples;
        }
        if (found instanceof SequenceSchema some && expected instanceof SequenceSchema wanted) {
            return new SequenceMatch(some, wanted).conform(samples);
        }
        if (!(found instanceof TableSchema) && !(expected instanceof TableSchema)) {
            throw new IncompatibleDataException(
                    "model expects %s, %s has %s".formatted(expected.describe(), samples.source(), found.describe()));
        }
        List<Column> some = found.columns();
        List<Column> wanted = expected.columns();
        int[] targets = targets(some.stream().map(Column::name).toList(), expected, samples.source());
        float[][] rows = new float[samples.rows()][expected.size()];
        for (int j = 0; j < targets.length; j++) {
            fill(rows, samples, j, some.get(j), targets[j], wanted.get(targets[j]));
        }
        return samples.replace(expected, rows);
    }

    private static void fill(float[][] rows, Samples samples, int from, Column found, int to, Column expected) {
        if (found.isCategorical() && !expected.isCategorical()) {
            throw new IncompatibleDataException("%s, column '%s' is categorical (%s), model expects numbers"
                    .formatted(samples.source(), expected.name(), abbreviated(found.categories())));
        }
        for (int i = 0; i < rows.length; i++) {
            float value = samples.value(i, from);
            boolean named = expected.isCategorical() && !Float.isNaN(value);
            rows[i][to] = named ? number(found.text(value), expected, samples, i) : value;
        }
    }

    private static float number(String category, Column expected, Samples samples, int row) {
        int number = expected.categories().indexOf(category);
        if (number < 0) {
            throw ColumnDraft.unknown(category, expected, samples.source() + ", row " + row);
        }
        return number;
    }

    static boolean areNames(List<String> names) {
        return !names.equals(placeNames(names.size()));
    }

    static String difference(List<String> found, List<String> wanted) {
        var parts = new ArrayList<String>();
        List<String> missing = without(wanted, found);
        List<String> extra = without(found, wanted);
        if (!missing.isEmpty()) {
            parts.add("missing: " + abbreviated(missing));
        }
        if (!extra.isEmpty()) {
            parts.add("not expected: " + abbreviated(extra));
        }
        renamed(extra, missing).ifPresent(parts::add);
        return " (" + String.join("; ", parts) + ")"
                + (extra.isEmpty() ? "" : "; leave out what is no feature, or name it as the label");
    }

    /** A column that may be one of those missing under another name. */
    private static Optional<String> renamed(List<String> extra, List<String> missing) {
        return extra.stream()
                .flatMap(name -> Suggestion.nearest(name, missing).stream()
                        .map(wanted -> "is '%s' meant for '%s'?".formatted(name, wanted)))
                .findFirst();
    }

    private static List<String> without(List<String> names, List<String> others) {
        var known = new HashSet<>(others);
        return names.stream().filter(name -> !known.contains(name)).toList();
    }

    private static String abbreviated(List<String> names) {
        int shown = 10;
        String text = String.join(", ", names.stream().limit(shown).toList());
        return names.size() <= shown ? text : text + ", … " + (names.size() - shown) + " more";
    }
}
