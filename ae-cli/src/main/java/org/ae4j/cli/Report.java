package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Locale;
import org.ae4j.file.Json;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command has, and how it speaks: results on stdout, all else on stderr. */
final class Report {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--json",
            description = "Print one JSON object as the last line of stdout; everything else goes to stderr.")
    private boolean json;

    @Option(names = "--debug", description = "Print the stack trace of an error.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    /** A line for the reader of results, formatted without regard to the locale. */
    void say(String format, Object... values) {
        (json ? err() : out()).println(String.format(Locale.ROOT, format, values));
    }

    /** A line beside the results. */
    void note(String format, Object... values) {
        err().println(String.format(Locale.ROOT, format, values));
    }

    /** The result for programs, printed if they asked. */
    void finish(ObjectNode result) {
        if (json) {
            out().println(Json.write(result));
        }
    }

    boolean isJson() {
        return json;
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }

    boolean isInteractive() {
        return ((Ae) command.root().userObject()).isInteractive();
    }
}
