package org.ae4j.data;

import java.util.List;
import org.ae4j.IncompatibleDataException;

/** The second pass over a CSV file: cells become values and labels. */
final class CsvRows implements CsvFile.Pass {
    private final String source;
    private final TableDraft draft;
    private final ColumnDraft[] columns;
    private final int[] targets;
    private final int labelColumn;
    private final boolean refusesGaps;
    private boolean isHeader;
    private float[] row;
    private String label;

    /**
     * Prepares the pass.
     *
     * @param columns in the order of the values of a row
     * @param targets for each feature of the file its place among {@code columns}
     * @param labelColumn the label's place in the file, or −1
     * @param isHeader whether the first row is none
     */
    CsvRows(
            String source,
            TableDraft draft,
            List<ColumnDraft> columns,
            int[] targets,
            int labelColumn,
            boolean isHeader,
            Imputation missing) {
        this.source = source;
        this.draft = draft;
        this.columns = columns.toArray(ColumnDraft[]::new);
        this.targets = targets;
        this.labelColumn = labelColumn;
        this.isHeader = isHeader;
        this.refusesGaps = missing == Imputation.none();
        this.row = new float[columns.size()];
    }

    @Override
    public void cell(long line, int column, char[] text, int from, int to) {
        if (isHeader) {
            return;
        }
        if (column == labelColumn) {
            label = label(line, text, from, to);
            return;
        }
        int feature = labelColumn >= 0 && column > labelColumn ? column - 1 : column;
        int target = targets[feature];
        row[target] = value(columns[target], line, text, from, to);
    }

    @Override
    public void endRow(long line, int cells) {
        if (isHeader) {
            isHeader = false;
            return;
        }
        draft.add(row);
        row = new float[columns.length];
        if (labelColumn >= 0) {
            draft.label(label);
        }
    }

    private float value(ColumnDraft column, long line, char[] text, int from, int to) {
        if (NumberText.isMissing(text, from, to)) {
            if (refusesGaps) {
                throw new IncompatibleDataException(
                        "%s, column '%s': the cell is missing ('%s'); fill it, or choose an imputation (--missing mean)"
                                .formatted(place(line), column.name(), new String(text, from, to - from)));
            }
            return Float.NaN;
        }
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
