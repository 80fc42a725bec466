package org.ae4j.data;

import java.util.HashSet;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/**
 * One column of raw data.
 *
 * @param name unique within its schema
 * @param categories the values of a categorical column in the order of their indices; empty for a numeric column
 */
public record Column(String name, List<String> categories) {
    public Column {
        if (name == null || name.isBlank()) {
            throw new IncompatibleDataException("a column needs a name, found '" + name + "'");
        }
        categories = List.copyOf(categories);
        if (new HashSet<>(categories).size() < categories.size()) {
            throw new IncompatibleDataException("column '" + name + "' names a category twice: " + categories);
        }
    }

    /** A column of numbers. */
    public static Column numeric(String name) {
        return new Column(name, List.of());
    }

    /** A column of names: its raw values are indices 0, 1, … into {@code categories}. */
    public static Column categorical(String name, List<String> categories) {
        if (categories.isEmpty()) {
            throw new IncompatibleDataException("categorical column '" + name + "' needs at least one category");
        }
        return new Column(name, categories);
    }

    public boolean isCategorical() {
        return !categories.isEmpty();
    }

    /**
     * The raw value as a person writes it: the category's name, or the number, whole numbers without a point; {@code NaN}
     * for a missing one.
     */
    public String text(float value) {
        if (isCategorical() && !Float.isNaN(value)) {
            return categories.get((int) value);
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e7;
        return whole ? Long.toString((long) value) : Float.toString(value);
    }
}
