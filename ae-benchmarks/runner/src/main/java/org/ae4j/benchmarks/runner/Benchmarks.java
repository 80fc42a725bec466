package org.ae4j.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.ae4j.benchmarks.Workload;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The benchmark's command line; {@code ae-benchmarks/run} builds it and calls it. */
@Command(
        name = "ae-benchmarks/run",
        description = "AE4J and its peers side by side: prints a table, writes it and JSON.")
public final class Benchmarks implements Callable<Integer> {
    private static final Path MODULES = Path.of(System.getProperty("ae4j.benchmarks", "ae-benchmarks"));

    @Spec
    private CommandSpec command;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    private boolean help;

    @Option(names = "--rounds", defaultValue = "5", description = "How often each process runs (default: 5).")
    private int rounds;

    @Option(
            names = "--workloads",
            split = ",",
            description = "Default: A128,A512,C,D,DN,E,F,encode1,encode1024,encodeD,encodeF,job.")
    private List<String> workloads = Workload.titles();

    @Option(names = "--engines", split = ",", description = "Default: ae4j,ae4j-pass,dl4j,dl4j1,djl,tensorflow.")
    private List<String> engines = Engine.titles();

    @Option(names = "--threads", split = ",", defaultValue = "1,2", description = "Default: 1,2.")
    private List<Integer> threads;

    @Option(names = "--warm-up", defaultValue = "6", description = "Seconds before measuring (default: 6).")
    private double warmUp;

    @Option(names = "--seconds", defaultValue = "4", description = "Seconds of measuring (default: 4).")
    private double seconds;

    @Option(
            names = "--out",
            description =
                    "The JSON file; the table goes beside it as .md (default: ae-benchmarks/target/benchmarks.json).")
    private Path out = MODULES.resolve("target").resolve("benchmarks.json");

    /** Exits with 2 for wrong arguments, with 1 if a process failed. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Benchmarks());
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = settings();
        var processes = new WorkerProcess(MODULES, settings);
        Results results =
                new Rounds(settings, processes::run, processes::sgemm, System.err::println).run(Machine.current());
        String table = new Table(results).markdown();
        System.out.print(table);
        Files.createDirectories(out.toAbsolutePath().getParent());
        Files.writeString(out, new JsonReport(results).text());
        Files.writeString(beside(out), table);
        boolean failed = results.series().stream()
                .flatMap(series -> series.outcomes().stream())
                .anyMatch(outcome -> outcome.failure() != null);
        return failed ? 1 : 0;
    }

    /** {@code figures.json} becomes {@code figures.md}. */
    static Path beside(Path json) {
        String name = json.getFileName().toString();
        return json.resolveSibling((name.endsWith(".json") ? name.substring(0, name.length() - 5) : name) + ".md");
    }

    private Settings settings() {
        try {
            return new Settings(
                    rounds,
                    titled("--workloads", workloads, Workload::titled, Workload.titles()),
                    titled("--engines", engines, Engine::titled, Engine.titles()),
                    threads,
                    warmUp,
                    seconds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private static <T> List<T> titled(
            String option, List<String> titles, Function<String, Optional<T>> find, List<String> known) {
        return titles.stream()
                .map(title -> find.apply(title)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "%s expects some of %s, found '%s'".formatted(option, String.join(",", known), title))))
                .distinct()
                .toList();
    }
}
