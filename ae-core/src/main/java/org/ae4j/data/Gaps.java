package org.ae4j.data;

import java.util.Arrays;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/** Fills missing values, which are NaN while a table is read. */
final class Gaps {
    private Gaps() {}

    /** Fills every column that has a gap, in place. */
    static void fill(List<float[]> rows, List<Column> columns, Imputation missing, String source) {
        for (int j = 0; j < columns.size(); j++) {
            float[] present = present(rows, j);
            if (present.length < rows.size()) {
                float value = value(present, columns.get(j), missing, source);
                for (float[] row : rows) {
                    row[j] = Float.isNaN(row[j]) ? value : row[j];
                }
            }
        }
    }

    private static float[] present(List<float[]> rows, int column) {
        float[] present = new float[rows.size()];
        int count = 0;
        for (float[] row : rows) {
            if (!Float.isNaN(row[column])) {
                present[count++] = row[column];
            }
        }
        return Arrays.copyOf(present, count);
    }

    private static float value(float[] present, Column column, Imputation missing, String source) {
        if (missing instanceof Imputation.Constant constant && !column.isCategorical()) {
            return constant.value();
        }
        if (present.length == 0) {
            throw allMissing(source, column.name());
        }
        if (column.isCategorical()) {
            return mostFrequent(present, column.categories().size());
        }
        return missing == Imputation.mean() ? mean(present) : median(present);
    }

    static IncompatibleDataException allMissing(String source, String column) {
        return new IncompatibleDataException(
                "%s: every cell of column '%s' is missing; leave the column out".formatted(source, column));
    }

    private static float mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return (float) (sum / values.length);
    }

    private static float median(float[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (float) (((double) values[middle - 1] + values[middle]) / 2);
    }

    /** Of equally frequent ones the first. */
    private static float mostFrequent(float[] indices, int categories) {
        int[] counts = new int[categories];
        int best = 0;
        for (float index : indices) {
            counts[(int) index]++;
        }
        for (int i = 1; i < categories; i++) {
            best = counts[i] > counts[best] ? i : best;
        }
        return best;
    }
}
