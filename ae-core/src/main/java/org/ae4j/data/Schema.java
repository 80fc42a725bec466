package org.ae4j.data;

import java.util.List;
import org.ae4j.IncompatibleDataException;

/** What one row of raw data consists of: named columns, or the pixels of an image. */
public sealed interface Schema permits TableSchema, ImageSchema {
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
}
