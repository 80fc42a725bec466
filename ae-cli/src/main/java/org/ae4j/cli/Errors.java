package org.ae4j.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.ModelFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors as the user sees them: a message, a stack trace only with {@code --debug}, and the exit code. */
final class Errors {
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;
    private static final String DEBUG = "--debug";

    private Errors() {}

    /** Options that picocli refused. */
    static int wrongUse(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("ae: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("run `" + line.getCommandSpec().qualifiedName() + " --help`");
        trace(e, err, args);
        return WRONG_INPUT;
    }

    /** What a command threw. */
    static int failure(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        String[] args = parsed.originalArgs().toArray(String[]::new);
        if (e instanceof AutoencoderException) {
            err.println("ae: " + e.getMessage());
        } else {
            err.println("ae: unexpected " + e + "; run with --debug for the stack trace");
        }
        trace(e, err, args);
        return isWrongInput(e) ? WRONG_INPUT : FAILED;
    }

    /** What no command can go on after. */
    static int fatal(Error e, PrintWriter err, String[] args) {
        if (e instanceof OutOfMemoryError) {
            err.println("ae: out of memory (" + e.getMessage()
                    + "); give Java more with AE_JAVA_OPTS=-Xmx8g, or use fewer rows or a smaller batch");
        } else {
            err.println("ae: unexpected " + e + "; run with --debug for the stack trace");
        }
        trace(e, err, args);
        return FAILED;
    }

    private static boolean isWrongInput(Exception e) {
        return e instanceof WrongInput
                || e instanceof InvalidSpecException
                || e instanceof IncompatibleDataException
                || e instanceof ModelFileException;
    }

    private static void trace(Throwable e, PrintWriter err, String[] args) {
        if (Arrays.asList(args).contains(DEBUG)) {
            e.printStackTrace(err);
        }
        err.flush();
    }
}
