package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class QueryTest {
    private Connection database;

    @BeforeEach
    void fillTable() throws SQLException {
        database = DriverManager.getConnection("jdbc:hsqldb:mem:query");
        run("CREATE TABLE m (id INT, temp DOUBLE, price DECIMAL(8,2), big BIGINT, hot BOOLEAN,"
                + " room VARCHAR(20), code CHAR(4), seen TIMESTAMP)");
        run("INSERT INTO m VALUES (1, 20.5, 9.25, 3000000000, TRUE, 'hall', 'ab', NULL)");
        run("INSERT INTO m VALUES (2, -1.5, 0.5, 7, FALSE, 'attic', 'abcd', NULL)");
    }

    @AfterEach
    void closeDatabase() throws SQLException {
        run("SHUTDOWN");
        database.close();
    }

    private void run(String sql) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    private Samples query(String sql, Imputation missing) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            return Samples.query(result, missing);
        }
    }

    private Samples query(String sql) throws SQLException {
        try (var statement = database.createStatement();
                var result = statement.executeQuery(sql)) {
            return Samples.query(result);
        }
    }

    @Test
    void numbersAndBooleansAreNumericAndTextsCategorical() throws SQLException {
        Samples samples = query("SELECT id, temp, price, big, hot, room AS place, code FROM m ORDER BY id");
        assertThat(samples.schema())
                .isEqualTo(Schema.table(List.of(
                        Column.numeric("ID"),
                        Column.numeric("TEMP"),
                        Column.numeric("PRICE"),
                        Column.numeric("BIG"),
                        Column.numeric("HOT"),
                        Column.categorical("PLACE", List.of("attic", "hall")),
                        Column.categorical("CODE", List.of("ab", "abcd")))));
        assertThat(samples.row(0)).containsExactly(1, 20.5f, 9.25f, 3e9f, 1, 1, 0);
        assertThat(samples.row(1)).containsExactly(2, -1.5f, .5f, 7, 0, 0, 1);
        assertThat(samples.label("PLACE").label(1)).isEqualTo("attic");
    }

    @Test
    void nullIsAnErrorUnlessItIsFilled() throws SQLException {
        run("INSERT INTO m VALUES (3, NULL, 1, 1, NULL, NULL, 'x', NULL)");
        run("INSERT INTO m VALUES (4, 2, 1, 1, TRUE, 'hall', 'x', NULL)");
        refused(
                "SELECT id, temp FROM m ORDER BY id",
                "query, row 2, column 'TEMP': the value is NULL; fill it, or choose an imputation");
        refused(
                "SELECT room FROM m ORDER BY id",
                "query, row 2, column 'ROOM': the value is NULL; fill it, or choose an imputation");
        Samples filled = query("SELECT temp, hot, room FROM m ORDER BY id", Imputation.mean());
        assertThat(filled.row(2)).containsExactly(7, 2f / 3, 1);
    }

    @Test
    void otherQueriesAreRefused() {
        refused("SELECT id FROM m WHERE id > 9", "query has no rows");
        refused(
                "SELECT seen FROM m",
                "query, column 'SEEN' has type TIMESTAMP, expected numbers, booleans or texts; convert it in the query");
        refused(
                "SELECT 1e39 AS x FROM m",
                "query, row 0, column 'X': '1.0E39' is infinite, undefined or beyond ±3.4e38");
        refused("SELECT id, temp AS id FROM m", "two columns are named 'ID'; rename one of them");
    }

    private void refused(String sql, String message) {
        assertThatThrownBy(() -> query(sql))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void closedResultsFailWithTheDatabasesWords() throws SQLException {
        try (var statement = database.createStatement()) {
            var result = statement.executeQuery("SELECT id FROM m");
            result.close();
            assertThatThrownBy(() -> Samples.query(result))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasCauseInstanceOf(SQLException.class)
                    .hasMessageStartingWith("the query failed: ");
        }
    }
}
