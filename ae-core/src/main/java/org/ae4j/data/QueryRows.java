package org.ae4j.data;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/** Reads the rows that a database query still has. */
final class QueryRows {
    private static final String SOURCE = "query";

    private final ResultSet result;
    private final Imputation missing;
    private final List<ColumnDraft> columns = new ArrayList<>();
    private final List<Boolean> booleans = new ArrayList<>();

    QueryRows(ResultSet result, Imputation missing) {
        this.result = result;
        this.missing = missing;
    }

    Samples read() {
        try {
            ResultSetMetaData meta = result.getMetaData();
            for (int j = 1; j <= meta.getColumnCount(); j++) {
                add(meta.getColumnLabel(j), meta.getColumnType(j), meta.getColumnTypeName(j));
            }
            var draft = new TableDraft(SOURCE, columns);
            for (int i = 0; result.next(); i++) {
                draft.add(row(SOURCE + ", row " + i));
            }
            return draft.finish(null, missing);
        } catch (SQLException e) {
            throw new IncompatibleDataException("the query failed: " + e.getMessage(), e);
        }
    }

    private void add(String name, int type, String typeName) {
        boolean isBoolean = type == Types.BOOLEAN || type == Types.BIT;
        booleans.add(isBoolean);
        columns.add(isBoolean || isNumeric(type) ? ColumnDraft.numeric(name) : categorical(name, type, typeName));
    }

    private static boolean isNumeric(int type) {
        return switch (type) {
            case Types.TINYINT,
                    Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.FLOAT,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.DECIMAL -> true;
            default -> false;
        };
    }

    private static ColumnDraft categorical(String name, int type, String typeName) {
        return switch (type) {
            case Types.CHAR,
                    Types.VARCHAR,
                    Types.LONGVARCHAR,
                    Types.NCHAR,
                    Types.NVARCHAR,
                    Types.LONGNVARCHAR,
                    // What PostgreSQL and others say of an enum.
                    Types.OTHER -> ColumnDraft.categorical(name);
            default ->
                throw new IncompatibleDataException(
                        "%s, column '%s' has type %s, expected numbers, booleans or texts; convert it in the query"
                                .formatted(SOURCE, name, typeName));
        };
    }

    private float[] row(String place) throws SQLException {
        float[] row = new float[columns.size()];
        for (int j = 0; j < row.length; j++) {
            ColumnDraft column = columns.get(j);
            row[j] = value(column, j, place);
            if (result.wasNull()) {
                row[j] = gap(column, place);
            }
        }
        return row;
    }

    private float value(ColumnDraft column, int index, String place) throws SQLException {
        if (column.isCategorical()) {
            String text = result.getString(index + 1);
            // CHAR columns come padded with spaces.
            return text == null ? Float.NaN : column.number(text.strip(), SOURCE, place);
        }
        if (booleans.get(index)) {
            return result.getBoolean(index + 1) ? 1 : 0;
        }
        double number = result.getDouble(index + 1);
        return TableDraft.finite(number, number, place, column.name());
    }

    private float gap(ColumnDraft column, String place) {
        if (missing == Imputation.none()) {
            throw new IncompatibleDataException("%s, column '%s': the value is NULL; fill it, or choose an imputation"
                    .formatted(place, column.name()));
        }
        return Float.NaN;
    }
}
