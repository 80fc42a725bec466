package org.ae4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.ae4j.file.Json;

/**
 * One run of the command in this process.
 *
 * @param code the exit code
 * @param out all of stdout
 * @param err all of stderr
 */
record Run(int code, String out, String err) {
    /** Runs it, whatever comes of it; words are objects so that paths need no ceremony. */
    static Run of(Object... words) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        String[] args = Arrays.stream(words).map(Object::toString).toArray(String[]::new);
        int code = Ae.run(args, new PrintStream(out, true), new PrintStream(err, true));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs what has to succeed. */
    static Run good(Object... words) {
        Run run = of(words);
        assertThat(run.code).as(run.err).isZero();
        return run;
    }

    /** The last line of stdout as JSON. */
    ObjectNode json() {
        List<String> lines = out.lines().toList();
        return Json.parseObject(lines.get(lines.size() - 1), "stdout");
    }

    /** What stderr ends with: the error. */
    String error() {
        List<String> lines = err.lines().toList();
        return lines.get(lines.size() - 1);
    }
}
