package org.ae4j.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;

/** One column while it is read: categories get numbers as they come, and their order at the end. */
final class ColumnDraft {
    private static final int MOST_CATEGORIES = 1000;

    private final String name;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final boolean isCategorical;
    private final Column given;

    private ColumnDraft(String name, boolean isCategorical, Column given) {
        this.name = name;
        this.isCategorical = isCategorical;
        this.given = given;
    }

    static ColumnDraft numeric(String name) {
        return new ColumnDraft(name, false, null);
    }

    /** A column whose categories are those that will be found. */
    static ColumnDraft categorical(String name) {
        return new ColumnDraft(name, true, null);
    }

    /** A column that is already known, with its categories. */
    static ColumnDraft given(Column column) {
        var draft = new ColumnDraft(column.name(), column.isCategorical(), column);
        column.categories().forEach(category -> draft.numbers.put(category, draft.numbers.size()));
        return draft;
    }

    String name() {
        return name;
    }

    boolean isCategorical() {
        return isCategorical;
    }

    /**
     * The category's number: provisional, unless the column is given.
     *
     * @param place where the text stands, for messages, such as {@code "sensors.csv, line 4"}
     */
    float number(String category, String source, String place) {
        Integer number = numbers.get(category);
        if (number != null) {
            return number;
        }
        if (given != null) {
            throw unknown(category, given, place);
        }
        if (numbers.size() == MOST_CATEGORIES) {
            throw new IncompatibleDataException(
                    "%s: column '%s' has more than %d different texts; leave it out, or make it the label"
                            .formatted(source, name, MOST_CATEGORIES));
        }
        numbers.put(category, numbers.size());
        return numbers.size() - 1;
    }

    static IncompatibleDataException unknown(String category, Column column, String place) {
        return new IncompatibleDataException("%s, column '%s': unknown category '%s'%s"
                .formatted(place, column.name(), category, Suggestion.forUnknown(category, column.categories())));
    }

    Column column(String source) {
        if (given != null) {
            return given;
        }
        if (isCategorical && numbers.isEmpty()) {
            throw Gaps.allMissing(source, name);
        }
        return new Column(name, Labels.ordered(numbers.keySet()));
    }

    /** For each provisional number the final one. */
    float[] ranks() {
        List<String> ordered = given == null ? Labels.ordered(numbers.keySet()) : given.categories();
        float[] ranks = new float[ordered.size()];
        for (int i = 0; i < ranks.length; i++) {
            ranks[numbers.get(ordered.get(i))] = i;
        }
        return ranks;
    }
}
