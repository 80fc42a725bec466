package org.ae4j.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/** Fills missing values, which are NaN. */
final class Gaps {
    private Gaps() {}

    /** What {@link Imputation#fill} gives. */
    static Samples fill(Samples samples, Imputation missing) {
        if (!samples.hasMissing() || missing == Imputation.keep()) {
            return samples;
        }
        if (missing == Imputation.none()) {
            throw refusal(samples);
        }
        List<float[]> rows =
                IntStream.range(0, samples.rows()).mapToObj(samples::row).toList();
        fill(rows, samples.schema(), missing, samples.source());
        return samples.replace(samples.schema(), rows.toArray(float[][]::new));
    }

    /**
     * Fills every column that has a gap, in place, unless gaps are to stay; of sequences every feature, over all of its steps.
     * What lies behind the end of a sequence stays NaN.
     */
    static void fill(List<float[]> rows, Schema schema, Imputation missing, String source) {
        if (missing == Imputation.keep()) {
            return;
        }
        boolean sequences = schema instanceof SequenceSchema;
        List<Column> columns = sequences ? ((SequenceSchema) schema).featureColumns() : schema.columns();
        int[] extents = rows.stream().mapToInt(schema::extent).toArray();
        for (int j = 0; j < columns.size(); j++) {
            fill(rows, extents, j, columns.size(), columns.get(j), missing, source);
        }
    }

    /** Fills one column, whose cells are {@code stride} apart. */
    private static void fill(
            List<float[]> rows,
            int[] extents,
            int first,
            int stride,
            Column column,
            Imputation missing,
            String source) {
        int cells = Arrays.stream(extents)
                .map(extent -> (extent - first + stride - 1) / stride)
                .sum();
        float[] present = present(rows, first, stride, cells);
        if (present.length == cells) {
            return;
        }
        float value = value(present, column, missing, source);
        for (int i = 0; i < extents.length; i++) {
            float[] row = rows.get(i);
            for (int j = first; j < extents[i]; j += stride) {
                row[j] = Float.isNaN(row[j]) ? value : row[j];
            }
        }
    }

    /** How many cells are missing. */
    static long count(Schema schema, float[][] rows) {
        long count = 0;
        for (float[] row : rows) {
            int extent = Finite.all(row) ? 0 : schema.extent(row);
            for (int j = 0; j < extent; j++) {
                count += Float.isNaN(row[j]) ? 1 : 0;
            }
        }
        return count;
    }

    private static IncompatibleDataException refusal(Samples samples) {
        for (int i = 0; i < samples.rows(); i++) {
            int extent = samples.schema().extent(samples.row(i));
            for (int j = 0; j < extent; j++) {
                if (Float.isNaN(samples.value(i, j))) {
                    return new IncompatibleDataException(
                            "%s: row %d, column '%s' is missing; only training and impute take missing cells: impute the rows first, or choose another imputation (--missing mean)"
                                    .formatted(
                                            samples.source(),
                                            i,
                                            samples.schema().columns().get(j).name()));
                }
            }
        }
        throw new IllegalStateException(samples.source() + " counts missing cells but has none");
    }

    private static float[] present(List<float[]> rows, int first, int stride, int cells) {
        float[] present = new float[cells];
        int count = 0;
        for (float[] row : rows) {
            for (int j = first; j < row.length; j += stride) {
                if (!Float.isNaN(row[j])) {
                    present[count++] = row[j];
                }
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
