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
 */
public record CsvFormat(
        Header header,
        int skipLines,
        Optional<Character> delimiter,
        List<String> categorical,
        Optional<String> label,
        Imputation missing) {
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
        if (skipLines < 0) {
            throw new IncompatibleDataException("lines to skip: expected 0 or more, found " + skipLines);
        }
        if (delimiter.isPresent() && "\"\r\n".indexOf(delimiter.get()) >= 0) {
            throw new IncompatibleDataException("a quote or a line's end cannot separate cells");
        }
    }

    /** Delimiter and header detected, no label, missing cells refused. */
    public static CsvFormat defaults() {
        return new CsvFormat(Header.DETECT, 0, Optional.empty(), List.of(), Optional.empty(), Imputation.none());
    }

    public CsvFormat header(Header newHeader) {
        return new CsvFormat(newHeader, skipLines, delimiter, categorical, label, missing);
    }

    public CsvFormat skipLines(int lines) {
        return new CsvFormat(header, lines, delimiter, categorical, label, missing);
    }

    public CsvFormat delimiter(char separator) {
        return new CsvFormat(header, skipLines, Optional.of(separator), categorical, label, missing);
    }

    public CsvFormat categorical(String... names) {
        return new CsvFormat(header, skipLines, delimiter, List.of(names), label, missing);
    }

    public CsvFormat label(String column) {
        return new CsvFormat(header, skipLines, delimiter, categorical, Optional.of(column), missing);
    }

    public CsvFormat missing(Imputation imputation) {
        return new CsvFormat(header, skipLines, delimiter, categorical, label, imputation);
    }
}
