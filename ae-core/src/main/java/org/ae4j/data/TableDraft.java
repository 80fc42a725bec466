package org.ae4j.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.IncompatibleDataException;

/** A table while it is read: rows are collected, then gaps filled and categories put in order. */
final class TableDraft {
    private final String source;
    private final List<ColumnDraft> columns;
    private final List<float[]> rows = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final Map<String, String> sameLabels = new HashMap<>();

    TableDraft(String source, List<ColumnDraft> columns) {
        this.source = source;
        this.columns = List.copyOf(columns);
    }

    /** Hands over a row; NaN is a gap, categories have the numbers of {@link ColumnDraft#number}. */
    void add(float[] row) {
        rows.add(row);
    }

    /** The label of the row that was added last; equal labels become one object. */
    void label(String label) {
        labels.add(sameLabels.computeIfAbsent(label, same -> same));
    }

    /** A number as a column holds it, or an error that says that it is beyond float's range. */
    static float finite(double value, Object text, String place, String column) {
        float narrowed = (float) value;
        if (!Float.isFinite(narrowed)) {
            throw new IncompatibleDataException(
                    "%s, column '%s': '%s' is infinite, undefined or beyond ±3.4e38".formatted(place, column, text));
        }
        return narrowed;
    }

    /** Table samples of the columns as they were found. */
    Samples finish(String labelName, Imputation missing) {
        return finish(
                Schema.table(
                        columns.stream().map(column -> column.column(source)).toList()),
                labelName,
                missing);
    }

    /**
     * Samples of a schema that has these columns in this order.
     *
     * @param labelName null where there are no labels
     */
    Samples finish(Schema schema, String labelName, Imputation missing) {
        if (rows.isEmpty()) {
            throw new IncompatibleDataException(source + " has no rows");
        }
        rank();
        Gaps.fill(rows, schema, missing, source);
        Labels named = labelName == null ? null : new Labels(labelName, labels);
        return Samples.checked(schema, rows.toArray(float[][]::new), named, source, missing);
    }

    private void rank() {
        for (int j = 0; j < columns.size(); j++) {
            if (columns.get(j).isCategorical()) {
                float[] ranks = columns.get(j).ranks();
                for (float[] row : rows) {
                    row[j] = Float.isNaN(row[j]) ? row[j] : ranks[(int) row[j]];
                }
            }
        }
    }
}
