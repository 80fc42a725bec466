package org.ae4j.data;

import java.util.List;
import org.ae4j.IncompatibleDataException;

/** Reads the user's own objects. */
final class ObjectRows<T> {
    private static final String SOURCE = "objects";

    private final List<Feature<T>> features;
    private final Feature<T> label;
    private final List<ColumnDraft> columns;
    private final TableDraft draft;

    ObjectRows(List<Feature<T>> all) {
        List<Feature<T>> labels =
                all.stream().filter(f -> f.kind() == Feature.Kind.LABEL).toList();
        if (labels.size() > 1) {
            throw new IncompatibleDataException("%s: two labels, '%s' and '%s'; keep one"
                    .formatted(SOURCE, labels.get(0).name(), labels.get(1).name()));
        }
        label = labels.isEmpty() ? null : labels.get(0);
        features = all.stream().filter(f -> f.kind() != Feature.Kind.LABEL).toList();
        columns = features.stream()
                .map(f -> f.kind() == Feature.Kind.NUMERIC
                        ? ColumnDraft.numeric(f.name())
                        : ColumnDraft.categorical(f.name()))
                .toList();
        draft = new TableDraft(SOURCE, columns);
    }

    Samples read(List<T> objects) {
        for (int i = 0; i < objects.size(); i++) {
            String place = SOURCE + ", row " + i;
            float[] row = new float[features.size()];
            for (int j = 0; j < row.length; j++) {
                row[j] = number(objects.get(i), features.get(j), columns.get(j), place);
            }
            draft.add(row);
            if (label != null) {
                draft.label((String) required(objects.get(i), label, place));
            }
        }
        return draft.finish(label == null ? null : label.name(), Imputation.none());
    }

    private float number(T object, Feature<T> feature, ColumnDraft column, String place) {
        Object value = required(object, feature, place);
        return value instanceof Double number
                ? TableDraft.finite(number, number, place, feature.name())
                : column.number((String) value, SOURCE, place);
    }

    private Object required(T object, Feature<T> feature, String place) {
        Object value = feature.value(object);
        if (value == null) {
            throw new IncompatibleDataException("%s, column '%s': the value is null".formatted(place, feature.name()));
        }
        return value;
    }
}
