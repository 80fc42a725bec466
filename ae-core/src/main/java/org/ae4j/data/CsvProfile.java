package org.ae4j.data;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/**
 * The first pass over a CSV file: its first row, and what the cells of the other rows are. Refuses ragged rows, unless asked
 * not to.
 */
final class CsvProfile implements CsvFile.Pass {
    /** What the cells of one column are, the first row's left out. */
    static final class Cells {
        private int numbers;
        private int texts;
        private long firstTextLine;
        private String firstText;

        void count(String text, long line) {
            char[] chars = text.toCharArray();
            count(line, chars, 0, chars.length);
        }

        private void count(long line, char[] text, int from, int to) {
            if (NumberText.isMissing(text, from, to)) {
                return;
            }
            if (!Double.isNaN(NumberText.parse(text, from, to))) {
                numbers++;
                return;
            }
            texts++;
            if (firstText == null || line < firstTextLine) {
                firstText = new String(text, from, to - from);
                firstTextLine = line;
            }
        }

        boolean areMostlyNumbers() {
            return numbers > texts;
        }

        /**
         * Whether the column is one of texts.
         *
         * @throws IncompatibleDataException if at least half of the cells are numbers, but not all
         */
        boolean isCategorical(String name, String source) {
            if (texts > 0 && numbers >= texts) {
                throw new IncompatibleDataException(
                        "%s, line %d, column '%s': '%s' is not a number; correct it, or declare the column with --categorical %s"
                                .formatted(source, firstTextLine, name, firstText, name));
            }
            return texts > 0;
        }
    }

    private final String source;
    private final boolean isRagged;
    private final List<String> firstRow = new ArrayList<>();
    private final List<Cells> columns = new ArrayList<>();
    private long firstLine;
    private boolean isFirst = true;
    private long otherRows;
    private long widestLine;

    /**
     * Prepares the pass.
     *
     * @param isRagged whether rows may differ in length
     */
    CsvProfile(String source, boolean isRagged) {
        this.source = source;
        this.isRagged = isRagged;
    }

    @Override
    public void cell(long line, int column, char[] text, int from, int to) {
        if (isFirst) {
            firstRow.add(new String(text, from, to - from));
            columns.add(new Cells());
            return;
        }
        if (isRagged && column == columns.size()) {
            columns.add(new Cells());
            widestLine = line;
        }
        if (column < columns.size()) {
            columns.get(column).count(line, text, from, to);
        }
    }

    @Override
    public void endRow(long line, int cells) {
        if (isFirst) {
            firstLine = line;
            isFirst = false;
            return;
        }
        if (cells != firstRow.size() && !isRagged) {
            throw new IncompatibleDataException("%s, line %d: expected %d cells as in line %d, found %d"
                    .formatted(source, line, firstRow.size(), firstLine, cells));
        }
        otherRows++;
    }

    List<String> firstRow() {
        return firstRow;
    }

    /** How many columns the file has: cells of its longest row. */
    int width() {
        return columns.size();
    }

    /** Refuses rows that are longer than the header. */
    void requireHeaderOfAll() {
        if (columns.size() > firstRow.size()) {
            throw new IncompatibleDataException("%s, line %d: expected at most %d cells as in line %d, found %d"
                    .formatted(source, widestLine, firstRow.size(), firstLine, columns.size()));
        }
    }

    long firstLine() {
        return firstLine;
    }

    /** Whether the first row looks like names of columns: see {@link CsvFormat.Header#DETECT}. */
    boolean firstRowIsHeader() {
        boolean allTexts = true;
        for (int j = 0; j < firstRow.size(); j++) {
            boolean text = isText(firstRow.get(j));
            if (text && columns.get(j).areMostlyNumbers()) {
                return true;
            }
            allTexts &= text;
        }
        return allTexts && otherRows == 0 && !firstRow.isEmpty();
    }

    /** Takes the first row for data. */
    void countFirstRow() {
        for (int j = 0; j < firstRow.size(); j++) {
            columns.get(j).count(firstRow.get(j), firstLine);
        }
    }

    Cells column(int index) {
        return columns.get(index);
    }

    private static boolean isText(String cell) {
        char[] text = cell.toCharArray();
        return !NumberText.isMissing(text, 0, text.length) && Double.isNaN(NumberText.parse(cell));
    }
}
