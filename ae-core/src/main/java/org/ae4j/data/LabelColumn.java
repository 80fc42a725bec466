package org.ae4j.data;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;

/** Finds the label column: by its name, or by {@code first} and {@code last} where no column has that name. */
final class LabelColumn {
    private LabelColumn() {}

    /** The column's index in {@code names}. */
    static int index(String wanted, List<String> names, String source) {
        int index = names.indexOf(wanted);
        if (index < 0 && wanted.equals("first")) {
            index = 0;
        }
        if (index < 0 && wanted.equals("last")) {
            index = names.size() - 1;
        }
        if (index < 0) {
            throw new IncompatibleDataException(
                    source + " has no label column '" + wanted + "'" + Suggestion.forUnknown(wanted, names));
        }
        return index;
    }
}
