package org.ae4j.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ae4j.IncompatibleDataException;

/** The second pass over a CSV file: cells become values and labels. */
final class CsvRows implements CsvFile.Pass {
    private final String source;
    private final TableDraft draft;
    private final ColumnDraft[] columns;
    private final CsvLayout layout;
    private final int[] targets;
    private final boolean refusesGaps;
    private final boolean isRagged;
    private final Map<String, String> labelsOfGroups = new HashMap<>();
    private final List<String> groups = new ArrayList<>();
    private boolean isHeader;
    private float[] row;
    private String label;
    private String group;
    private IncompatibleDataException gap;
    private boolean isEmpty = true;

    /**
     * Prepares the pass.
     *
     * @param columns in the order of the values of a row
     * @param targets for each column of the file its place among {@code columns}, −1 where it is no feature
     * @param isHeader whether the first row is none
     */
    CsvRows(
            String source,
            TableDraft draft,
            List<ColumnDraft> columns,
            CsvLayout layout,
            int[] targets,
            boolean isHeader,
            CsvFormat format) {
        this.source = source;
        this.draft = draft;
        this.columns = columns.toArray(ColumnDraft[]::new);
        this.layout = layout;
        this.targets = targets;
        this.isHeader = isHeader;
        this.refusesGaps = format.missing() == Imputation.none();
        this.isRagged = format.isRagged();
        this.row = emptyRow();
    }

    /** The group of each row, where the layout has one. */
    List<String> groups() {
        return groups;
    }

    @Override
    public void cell(long line, int column, char[] text, int from, int to) {
        if (isHeader) {
            return;
        }
        if (column == layout.label()) {
            label = label(line, text, from, to);
        } else if (column == layout.group()) {
            group = group(line, text, from, to);
        } else if (targets[column] >= 0) {
            row[targets[column]] = value(columns[targets[column]], line, text, from, to);
        }
    }

    @Override
    public void endRow(long line, int cells) {
        if (isHeader) {
            isHeader = false;
            return;
        }
        if (isRagged && isEmpty) {
            throw new IncompatibleDataException(place(line) + ": the sequence has no step; leave the row out");
        }
        draft.add(row);
        if (layout.label() >= 0) {
            draft.label(requireLabel(line));
        }
        if (layout.group() >= 0) {
            addGroup(line);
        }
        row = emptyRow();
        label = null;
        gap = null;
        isEmpty = true;
    }

    private float[] emptyRow() {
        float[] empty = new float[columns.length];
        if (isRagged) {
            Arrays.fill(empty, Float.NaN);
        }
        return empty;
    }

    private String requireLabel(long line) {
        if (label == null) {
            throw new IncompatibleDataException(place(line) + ": the label is missing; every row needs one");
        }
        return label;
    }

    private void addGroup(long line) {
        groups.add(group);
        String known = label == null ? null : labelsOfGroups.putIfAbsent(group, label);
        if (known != null && !known.equals(label)) {
            throw Sequences.twoLabels(place(line), group, known, label);
        }
    }

    private String group(long line, char[] text, int from, int to) {
        if (from == to) {
            throw new IncompatibleDataException("%s, column '%s': the group is missing; every row needs one"
                    .formatted(place(line), layout.names().get(layout.group())));
        }
        return new String(text, from, to - from);
    }

    private float value(ColumnDraft column, long line, char[] text, int from, int to) {
        if (NumberText.isMissing(text, from, to)) {
            refuseGap(column, line, new String(text, from, to - from));
            return Float.NaN;
        }
        if (gap != null) {
            throw gap;
        }
        isEmpty = false;
        if (column.isCategorical()) {
            return column.number(new String(text, from, to - from), source, place(line));
        }
        double value = NumberText.parse(text, from, to);
        float narrowed = (float) value;
        if (Float.isFinite(narrowed)) {
            return narrowed;
        }
        throw noNumber(value, new String(text, from, to - from), column, line);
    }

    /** At the end of a row that may be short, missing cells are none; whether it is the end shows later. */
    private void refuseGap(ColumnDraft column, long line, String text) {
        if (!refusesGaps || gap != null) {
            return;
        }
        var found = new IncompatibleDataException(
                "%s, column '%s': the cell is missing ('%s'); fill it, or choose an imputation (--missing mean)"
                        .formatted(place(line), column.name(), text));
        if (!isRagged) {
            throw found;
        }
        gap = found;
    }

    private IncompatibleDataException noNumber(double value, String text, ColumnDraft column, long line) {
        String what = Double.isNaN(value) ? "is not a number" : "is infinite or beyond ±3.4e38";
        return new IncompatibleDataException(
                "%s, column '%s': '%s' %s".formatted(place(line), column.name(), text, what));
    }

    private String label(long line, char[] text, int from, int to) {
        if (from == to) {
            throw new IncompatibleDataException(place(line) + ": the label is missing; every row needs one");
        }
        double value = NumberText.parse(text, from, to);
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        return whole ? Long.toString((long) value) : new String(text, from, to - from);
    }

    private String place(long line) {
        return source + ", line " + line;
    }
}
