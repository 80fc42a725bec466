package org.ae4j.data;

import org.ae4j.IncompatibleDataException;

/** How the rows of a table become sequences. Their columns are numbers: a text column is left out, or is the label. */
public sealed interface SequenceForm {
    /**
     * Each row is one sequence of one feature named {@code value}, its columns are the steps. Rows may be shorter than the
     * longest: by cells that the file does not have, or by missing ones at their end.
     */
    static SequenceForm row() {
        return new Row();
    }

    /**
     * Each row is one step, and the rows of one group, in the order of the file, are one sequence; sequences come in the
     * order of their first rows. The columns are the features. All rows of a group have one label.
     *
     * @param column names the group; it is no feature
     */
    static SequenceForm group(String column) {
        return new Group(column);
    }

    /** Windows of one long series that begin at each step. */
    static SequenceForm windows(int length) {
        return windows(length, 1);
    }

    /**
     * Each row is one step of one long series, and sequences are its windows: see {@link Samples#windows}.
     *
     * @param length steps of a window, at least 1
     * @param step how many steps later the next window begins, at least 1
     * @throws IncompatibleDataException if either is below 1
     */
    static SequenceForm windows(int length, int step) {
        return new Sliding(length, step);
    }

    /** A row is a sequence. */
    record Row() implements SequenceForm {}

    /**
     * The rows of one group are a sequence.
     *
     * @param column names the group
     */
    record Group(String column) implements SequenceForm {}

    /**
     * Windows over all rows.
     *
     * @param length steps of a window, at least 1
     * @param step from one window's first step to the next one's, at least 1
     */
    record Sliding(int length, int step) implements SequenceForm {
        public Sliding {
            if (length < 1 || step < 1) {
                throw new IncompatibleDataException(
                        "windows have at least 1 step and begin at least 1 step apart, found length %d and step %d"
                                .formatted(length, step));
            }
        }
    }
}
