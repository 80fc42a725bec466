package org.ae4j.cli;

import java.nio.file.Path;
import org.ae4j.file.Json;

/**
 * What a command wrote.
 *
 * @param rows without the header
 * @param columns of the file
 * @param what the columns are, for people
 * @param out the file
 */
record Written(int rows, int columns, String what, Path out) {
    void to(Report report) {
        report.say("%s: %,d rows of %d %s", out, rows, columns, what);
        report.finish(Json.object().put("rows", rows).put("columns", columns).put("out", out.toString()));
    }
}
