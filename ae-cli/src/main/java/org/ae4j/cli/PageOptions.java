package org.ae4j.cli;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.ae4j.report.HtmlReport;
import picocli.CommandLine.Option;

/** The page that shows what a run came to; {@link Report} is what the command prints. */
final class PageOptions {
    @Option(
            names = "--report",
            paramLabel = "F.html",
            description =
                    "Also write what the run came to as one HTML page with pictures, which any browser shows offline.")
    private Path file;

    /** Refuses now what could not be written after hours of work. */
    void check(boolean force) {
        if (file != null) {
            OutputOptions.check(file, force);
        }
    }

    /** Writes the page, if one was asked for; else it is not made. */
    void write(Supplier<HtmlReport> page, boolean force, Report report) {
        if (file == null) {
            return;
        }
        if (force) {
            page.get().writeReplacing(file);
        } else {
            page.get().write(file);
        }
        report.say("report written to %s", file);
    }

    boolean isAsked() {
        return file != null;
    }

    /** The file's name for JSON, or null. */
    String name() {
        return file == null ? null : file.toString();
    }
}
