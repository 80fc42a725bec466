package org.ae4j.data;

import java.util.List;
import org.ae4j.IncompatibleDataException;

/** What one row of raw data consists of: named columns, the pixels of an image, or the steps of a sequence. */
public sealed interface Schema permits TableSchema, ImageSchema, SequenceSchema {
    /** The columns in the order in which a row holds them. */
    List<Column> columns();

    /** How many raw numbers one row holds. */
    default int size() {
        return columns().size();
    }

    /** How many numbers a network sees of a row: numeric columns, and one for each category. */
    default int inputs() {
        return columns().stream()
                .mapToInt(column -> Math.max(1, column.categories().size()))
                .sum();
    }

    /**
     * How many raw numbers of a row are there or missing, counted from its start: all of them, but of a sequence that is
     * shorter than the longest those up to its end.
     *
     * @param row {@code [size]}
     */
    default int extent(float[] row) {
        return size();
    }

    /** Whether rows may end before their last number, as sequences do that are shorter than the longest. */
    default boolean isVariable() {
        return false;
    }

    /** One line for messages and listings, such as {@code "8 numeric columns"}. */
    String describe();

    /**
     * Refuses a raw row that does not fit.
     *
     * @throws IncompatibleDataException if it has another length, a value is NaN or infinite, or an index lies outside its
     *     column's categories
     */
    default void check(float[] row) {
        Values.check(this, new float[][] {row}, "array", Imputation.none());
    }

    /**
     * Named columns.
     *
     * @throws IncompatibleDataException if there is no column, or two have one name
     */
    static Schema table(List<Column> columns) {
        return new TableSchema(columns);
    }

    /** Columns of numbers with these names. */
    static Schema numeric(List<String> names) {
        return table(names.stream().map(Column::numeric).toList());
    }

    /**
     * Images, rows laid out as {@code [channels, height, width]}.
     *
     * @throws IncompatibleDataException if a size is below 1
     */
    static Schema image(int channels, int height, int width) {
        return new ImageSchema(channels, height, width);
    }

    /**
     * Sequences of one length, rows laid out as {@code [steps, features]}.
     *
     * @param features names of what is measured at each step
     * @throws IncompatibleDataException if there is no feature, two have one name, or there is no step
     */
    static Schema sequence(List<String> features, int steps) {
        return sequence(features, steps, steps);
    }

    /**
     * Sequences of different lengths: a shorter one ends in steps whose features are all NaN.
     *
     * @param steps of the longest
     * @param shortest steps of the shortest
     */
    static Schema sequence(List<String> features, int steps, int shortest) {
        return new SequenceSchema(features, steps, shortest);
    }
}
