package org.ae4j.data;

import java.util.List;
import org.ae4j.IncompatibleDataException;

/**
 * What every raw value must be: finite, and an index into the categories where there are any; or missing, if allowed.
 * What lies behind the end of a sequence is no value.
 */
final class Values {
    private Values() {}

    /** Refuses what is not so; a cell that is NaN is missing, which {@code missing} may allow. */
    static void check(Schema schema, float[][] rows, String source, Imputation missing) {
        List<Column> columns = schema.columns();
        boolean numeric = columns.stream().noneMatch(Column::isCategorical);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns.size()) {
                throw new IncompatibleDataException("%s: row %d has %d values, expected %d (%s)"
                        .formatted(source, i, rows[i].length, columns.size(), schema.describe()));
            }
            boolean isSound = numeric && Finite.all(rows[i]);
            if (!isSound && missing == Imputation.none() && schema instanceof SequenceSchema sequence) {
                requireSteps(sequence, rows[i], i, source);
            }
            int extent = isSound ? 0 : schema.extent(rows[i]);
            for (int j = 0; j < extent; j++) {
                if (missing == Imputation.none() || !Float.isNaN(rows[i][j])) {
                    check(columns.get(j), rows[i][j], i, source);
                }
            }
        }
    }

    private static void requireSteps(SequenceSchema schema, float[] row, int index, String source) {
        int present = schema.present(row);
        if (schema.isVariable() && present < schema.shortest()) {
            throw new IncompatibleDataException("%s: row %d has %d steps, expected %d to %d"
                    .formatted(source, index, present, schema.shortest(), schema.steps()));
        }
    }

    private static void check(Column column, float value, int row, String source) {
        if (!Float.isFinite(value)) {
            throw new IncompatibleDataException("%s: row %d, column '%s' is %s; every value must be finite%s"
                    .formatted(
                            source,
                            row,
                            column.name(),
                            value,
                            Float.isNaN(value) ? "; impute it first, or read it with Imputation.keep()" : ""));
        }
        int categories = column.categories().size();
        if (categories > 0 && (value < 0 || value >= categories || value != (int) value)) {
            throw new IncompatibleDataException("%s: row %d, column '%s' is %s, expected a category index 0..%d"
                    .formatted(source, row, column.name(), value, categories - 1));
        }
    }
}
