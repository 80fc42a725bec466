package org.ae4j.data;

import java.util.List;
import java.util.Optional;
import org.ae4j.IncompatibleDataException;

/**
 * How a CSV file is read: {@code CsvFormat.defaults().label("last").missing(Imputation.median())}.
 *
 * @param header whether the first row names the columns, default {@link Header#DETECT}
 * @param skipLines lines before the header or the first row, at least 0, default 0
 * @param delimiter what separates cells; by default found among comma, semicolon, tab and vertical bar
 * @param categorical names of columns that are categorical even where all their cells are numbers, default none
 * @param label the label column: its name, or {@code first} or {@code last} where no column has that name; it is no
 *     feature and may mix text and numbers; whole numbers lose their point, so {@code 1.0} and {@code 1} are one label;
 *     by default there is none
 * @param missing what stands in for missing cells (empty, NA, N/A, NaN, nan, null, ?), default
 *     {@link Imputation#none()}: an error
 * @param ignored names of columns that are left out, default none
 * @param sequences what makes sequences of the rows; by default they are a table
 */
public record CsvFormat(
        Header header,
        int skipLines,
        Optional<Character> delimiter,
        List<String> categorical,
        Optional<String> label,
        Imputation missing,
        List<String> ignored,
        Optional<SequenceForm> sequences) {
    /** Whether the first row names the columns. */
    public enum Header {
        /** It does if, in some column, it holds a text where more than half of the cells below are numbers. */
        DETECT,
        /** It does. */
        YES,
        /** It does not: columns are named {@code x0}, {@code x1}, …. */
        NO
    }

    public CsvFormat {
        categorical = List.copyOf(categorical);
        ignored = List.copyOf(ignored);
        if (skipLines < 0) {
            throw new IncompatibleDataException("lines to skip: expected 0 or more, found " + skipLines);
        }
        if (delimiter.isPresent() && "\"\r\n".indexOf(delimiter.get()) >= 0) {
            throw new IncompatibleDataException("a quote or a line's end cannot separate cells");
        }
    }

    /** Delimiter and header detected, no label, missing cells refused, every other column a feature, rows a table. */
    public static CsvFormat defaults() {
        return new CsvFormat(
                Header.DETECT,
                0,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Imputation.none(),
                List.of(),
                Optional.empty());
    }

    public CsvFormat header(Header newHeader) {
        return new CsvFormat(newHeader, skipLines, delimiter, categorical, label, missing, ignored, sequences);
    }

    public CsvFormat skipLines(int lines) {
        return new CsvFormat(header, lines, delimiter, categorical, label, missing, ignored, sequences);
    }

    public CsvFormat delimiter(char separator) {
        return new CsvFormat(
                header, skipLines, Optional.of(separator), categorical, label, missing, ignored, sequences);
    }

    public CsvFormat categorical(String... names) {
        return new CsvFormat(header, skipLines, delimiter, List.of(names), label, missing, ignored, sequences);
    }

    public CsvFormat label(String column) {
        return new CsvFormat(
                header, skipLines, delimiter, categorical, Optional.of(column), missing, ignored, sequences);
    }

    public CsvFormat missing(Imputation imputation) {
        return new CsvFormat(header, skipLines, delimiter, categorical, label, imputation, ignored, sequences);
    }

    /** Leaves these columns out. */
    public CsvFormat ignore(String... names) {
        return new CsvFormat(header, skipLines, delimiter, categorical, label, missing, List.of(names), sequences);
    }

    /** Makes sequences of the rows. */
    public CsvFormat sequences(SequenceForm form) {
        return new CsvFormat(header, skipLines, delimiter, categorical, label, missing, ignored, Optional.of(form));
    }

    /** Whether rows may have fewer cells than the longest. */
    boolean isRagged() {
        return sequences.isPresent() && sequences.get() instanceof SequenceForm.Row;
    }
}
