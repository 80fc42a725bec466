package org.ae4j.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line's entry: {@code ae COMMAND …}. */
@Command(
        name = "ae",
        versionProvider = Ae.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {"Autoencoders for the JVM: train, save, and use them.", ""},
        subcommands = {
            DemoCommand.class,
            SplitCommand.class,
            PresetsCommand.class,
            TrainCommand.class,
            EncodeCommand.class,
            DecodeCommand.class,
            ReconstructCommand.class,
            SampleCommand.class,
            ImputeCommand.class,
            DetectCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            TechniquesCommand.class,
            ImportCommand.class,
            FineTuneCommand.class,
            PredictCommand.class,
            PublishCommand.class,
            InfoCommand.class
        },
        footer = {
            "",
            "Example, on built-in data:",
            "  ae train --data sensors --out sensors.safetensors",
            "  ae evaluate --model sensors.safetensors --data sensors",
            "",
            "`ae COMMAND --help` says everything about a command.",
            "Exit codes: 0 done, 1 the run failed, 2 wrong input."
        })
public final class Ae implements Runnable {
    private final boolean interactive;

    @Spec
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Print the version and exit.")
    private boolean version;

    private Ae(boolean interactive) {
        this.interactive = interactive;
    }

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err, Terminal.isPresent()));
    }

    /**
     * Runs a command without a terminal; what it prints is UTF-8 whatever the platform's charset.
     *
     * @param out results
     * @param err messages and errors
     * @return the exit code: 0 done, 1 the run failed, 2 wrong input
     */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, out, err, false);
    }

    private static int run(String[] args, PrintStream out, PrintStream err, boolean interactive) {
        CommandLine line = new CommandLine(new Ae(interactive))
                .setOut(utf8(out))
                .setErr(utf8(err))
                .setUsageHelpWidth(110)
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Errors::wrongUse)
                .setExecutionExceptionHandler(Errors::failure);
        try {
            return line.execute(args);
        } catch (Error e) {
            // Picocli hands on exceptions only.
            return Errors.fatal(e, line.getErr(), args);
        }
    }

    /** Whether somebody watches: then long work shows a bar. */
    boolean isInteractive() {
        return interactive;
    }

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "expected a command");
    }

    private static PrintWriter utf8(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Ae.class.getPackage().getImplementationVersion();
            return new String[] {"ae " + (version == null ? "(not built as a jar)" : version)};
        }
    }
}
