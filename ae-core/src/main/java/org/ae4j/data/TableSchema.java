package org.ae4j.data;

import java.util.HashSet;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/**
 * Named columns, numeric and categorical.
 *
 * @param columns at least one; names are unique
 */
public record TableSchema(List<Column> columns) implements Schema {
    public TableSchema {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IncompatibleDataException("a table needs at least one feature column, found none");
        }
        var seen = new HashSet<String>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw new IncompatibleDataException(
                        "two columns are named '" + column.name() + "'; rename one of them");
            }
        }
    }

    @Override
    public String describe() {
        long categorical = columns.stream().filter(Column::isCategorical).count();
        long numeric = columns.size() - categorical;
        if (categorical == 0) {
            return numeric + " numeric columns";
        }
        return numeric + " numeric and " + categorical + " categorical columns";
    }
}
