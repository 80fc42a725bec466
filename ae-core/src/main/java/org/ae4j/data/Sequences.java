package org.ae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.IncompatibleDataException;

/** Sequences from the rows of a table of numbers. */
final class Sequences {
    private final Samples table;
    private final List<String> features;

    /**
     * Looks at the columns.
     *
     * @throws IncompatibleDataException if the samples are no table, or have a categorical column
     */
    Sequences(Samples table) {
        this.table = table;
        if (!(table.schema() instanceof TableSchema)) {
            throw new IncompatibleDataException("sequences are made of a table's rows, %s has %s"
                    .formatted(table.source(), table.schema().describe()));
        }
        table.schema().columns().stream()
                .filter(Column::isCategorical)
                .findFirst()
                .ifPresent(column -> {
                    throw noNumbers(column.name(), table.source());
                });
        this.features = table.schema().columns().stream().map(Column::name).toList();
    }

    static IncompatibleDataException noNumbers(String column, String source) {
        return new IncompatibleDataException(
                ("%s, column '%s' holds texts, but the steps of a sequence are numbers; leave it out (--ignore %s), or name"
                                + " it as the label")
                        .formatted(source, column, column));
    }

    /** Each row a sequence of one feature; missing cells at its end are no steps. */
    Samples rows() {
        float[][] rows = new float[table.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = table.row(i);
        }
        return table.replace(trim(SequenceSchema.NO_NAMES, rows, table.source()), rows);
    }

    /**
     * The schema of sequences that end before the steps at their end that are NaN in all features.
     *
     * @param rows {@code [rows, steps · features]}, cut to the longest in place
     */
    static Schema trim(List<String> features, float[][] rows, String source) {
        int longest = 0;
        int shortest = Integer.MAX_VALUE;
        for (int i = 0; i < rows.length; i++) {
            int numbers = rows[i].length;
            while (numbers > 0 && Float.isNaN(rows[i][numbers - 1])) {
                numbers--;
            }
            if (numbers == 0) {
                throw new IncompatibleDataException(
                        "%s: row %d has no step, every cell is missing; leave the row out".formatted(source, i));
            }
            int length = (numbers + features.size() - 1) / features.size();
            longest = Math.max(longest, length);
            shortest = Math.min(shortest, length);
        }
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOf(rows[i], longest * features.size());
        }
        return Schema.sequence(features, longest, shortest);
    }

    /** The rows of each group a sequence; the group of each row is given. */
    Samples groups(List<String> ofRows) {
        if (ofRows.size() != table.rows()) {
            throw new IncompatibleDataException(
                    "%s has %d rows but there are %d groups".formatted(table.source(), table.rows(), ofRows.size()));
        }
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int i = 0; i < ofRows.size(); i++) {
            groups.computeIfAbsent(ofRows.get(i), name -> new ArrayList<>()).add(i);
        }
        int longest = groups.values().stream().mapToInt(List::size).max().orElse(1);
        int shortest = groups.values().stream().mapToInt(List::size).min().orElse(1);
        Schema schema = Schema.sequence(features, longest, shortest);
        float[][] sequences =
                groups.values().stream().map(steps -> sequence(steps, longest)).toArray(float[][]::new);
        Samples unlabelled = Samples.checked(schema, sequences, null, table.source(), Imputation.keep());
        return table.isLabelled() ? unlabelled.labels(table.labelName().orElseThrow(), labels(groups)) : unlabelled;
    }

    private float[] sequence(List<Integer> steps, int longest) {
        float[] row = new float[longest * features.size()];
        Arrays.fill(row, steps.size() * features.size(), row.length, Float.NaN);
        for (int i = 0; i < steps.size(); i++) {
            table.copyRow(steps.get(i), row, i * features.size());
        }
        return row;
    }

    private List<String> labels(Map<String, List<Integer>> groups) {
        List<String> labels = new ArrayList<>();
        groups.forEach((name, steps) -> {
            String label = table.label(steps.get(0));
            for (int step : steps) {
                if (!table.label(step).equals(label)) {
                    throw twoLabels(table.source() + ", row " + step, name, label, table.label(step));
                }
            }
            labels.add(label);
        });
        return labels;
    }

    static IncompatibleDataException twoLabels(String place, String group, String first, String second) {
        return new IncompatibleDataException(
                "%s: group '%s' is labelled '%s' before and '%s' here; a sequence has one label"
                        .formatted(place, group, first, second));
    }

    /** The windows of one series, whose steps are the rows. */
    Windows windows(int length, int step) {
        var form = new SequenceForm.Sliding(length, step);
        if (table.rows() < form.length()) {
            throw new IncompatibleDataException(
                    "%s has %d rows, fewer than a window of %d steps; choose shorter windows"
                            .formatted(table.source(), table.rows(), length));
        }
        int count = (table.rows() - length) / step + 1;
        float[][] rows = new float[count][];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows[i] = new float[Math.multiplyExact(length, features.size())];
            for (int j = 0; j < length; j++) {
                table.copyRow(i * step + j, rows[i], j * features.size());
            }
            if (table.isLabelled()) {
                labels.add(table.label(i * step + length - 1));
            }
        }
        Samples windows =
                Samples.checked(Schema.sequence(features, length), rows, null, table.source(), Imputation.keep());
        return new Windows(
                table.isLabelled() ? windows.labels(table.labelName().orElseThrow(), labels) : windows,
                form,
                table.rows());
    }
}
