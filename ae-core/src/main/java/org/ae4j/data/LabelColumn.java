package org.ae4j.data;

import java.util.ArrayList;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.Suggestion;

/** The column that is the label: by its name, or by {@code first} and {@code last} where no column has that name. */
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

    /** The rows with that column as their label and the others as features. */
    static Samples take(String wanted, Schema schema, float[][] rows, String source) {
        if (schema instanceof SequenceSchema) {
            throw new IncompatibleDataException(source
                    + " holds sequences, none of whose numbers is a label; take the label column before rows become"
                    + " sequences");
        }
        var rest = new ArrayList<>(schema.columns());
        int index = index(wanted, rest.stream().map(Column::name).toList(), source);
        Column label = rest.remove(index);
        var values = new ArrayList<String>(rows.length);
        float[][] features = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            if (Float.isNaN(rows[i][index])) {
                throw new IncompatibleDataException(
                        "%s, row %d: the label is missing; every row needs one".formatted(source, i));
            }
            values.add(label.text(rows[i][index]));
            features[i] = without(rows[i], index);
        }
        Schema table = Schema.table(rest);
        return new Samples(table, features, new Labels(label.name(), values), source, Gaps.count(table, features));
    }

    private static float[] without(float[] row, int index) {
        float[] rest = new float[row.length - 1];
        System.arraycopy(row, 0, rest, 0, index);
        System.arraycopy(row, index + 1, rest, index, rest.length - index);
        return rest;
    }
}
