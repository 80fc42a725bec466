package org.ae4j.cli;

import java.nio.file.Path;
import org.ae4j.file.Json;

/**
 * What a command wrote.
 *
 * @param rows without the header
 * @param columns of the file
 * @param noun what a column is, for people
 * @param out the file
 */
record Written(int rows, int columns, String noun, Path out) {
    void to(Report report) {
        report.say("%s: %s of %s", out, Figures.count(rows, "row"), Figures.count(columns, noun));
        report.finish(Json.object().put("rows", rows).put("columns", columns).put("out", out.toString()));
    }
}
