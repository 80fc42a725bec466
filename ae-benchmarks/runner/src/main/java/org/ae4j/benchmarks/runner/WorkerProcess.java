package org.ae4j.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ae4j.benchmarks.Workload;

/** Starts workers, each in a JVM and on a class path of its own, without any flag. */
final class WorkerProcess {
    private static final String SGEMM = "org.ae4j.benchmarks.ae4j.SgemmRate";
    /** Variables of the shell that would tune an engine, by their first letters. */
    private static final List<String> TUNING = List.of(
            "OMP_",
            "GOMP_",
            "KMP_",
            "MKL_",
            "OPENBLAS_",
            "DNNL_",
            "ONEDNN_",
            "TF_",
            "PYTORCH_",
            "JAVA_TOOL_",
            "JDK_JAVA_");

    private static final long GRACE_SECONDS = 300;
    private static final int SHOWN = 600;

    private final Path modules;
    private final Settings settings;

    /** @param modules the folder of this module and its siblings, built */
    WorkerProcess(Path modules, Settings settings) {
        this.modules = modules;
        this.settings = settings;
    }

    /** Runs a workload; a whole job's value is the time from the start of its process to the end. */
    Outcome run(Contender contender, Workload workload) {
        var command = command(contender.engine().module(), contender.engine().mainClass());
        command.addAll(List.of(
                workload.title(),
                Integer.toString(contender.threads()),
                Double.toString(settings.warmUp()),
                Double.toString(settings.measured())));
        long start = System.nanoTime();
        Outcome outcome = run(command, contender.engine().environment(contender.threads()));
        double seconds = (System.nanoTime() - start) / 1e9;
        return workload.kind() == Workload.Kind.JOB ? outcome.value(seconds) : outcome;
    }

    /** Floating-point operations a second that one core gives to matrix products. */
    Outcome sgemm() {
        return run(command(Engine.AE4J.module(), SGEMM), Map.of("OMP_NUM_THREADS", "1"));
    }

    private List<String> command(String module, String mainClass) {
        Path target = modules.resolve(module).resolve("target");
        Path jar = target.resolve("ae-benchmarks-" + module + ".jar");
        try {
            String classpath =
                    jar + ":" + Files.readString(target.resolve("classpath")).strip();
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            return new ArrayList<>(List.of(java, "-cp", classpath, mainClass));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the benchmarks are not built (no " + target.resolve("classpath") + "): run ae-benchmarks/run", e);
        }
    }

    private Outcome run(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("ae-benchmarks", ".out");
            Path errors = Files.createTempFile("ae-benchmarks", ".err");
            try {
                Process process = builder(command, environment)
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile())
                        .start();
                return outcome(process, output, errors);
            } finally {
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            return Outcome.failed(e.toString());
        }
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        var builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> TUNING.stream().anyMatch(name::startsWith));
        builder.environment().putAll(environment);
        return builder;
    }

    private Outcome outcome(Process process, Path output, Path errors) throws IOException {
        try {
            long limit = (long) (settings.warmUp() + settings.measured()) + GRACE_SECONDS;
            if (!process.waitFor(limit, TimeUnit.SECONDS)) {
                return Outcome.failed("it took more than " + limit + " seconds");
            }
            return process.exitValue() == 0
                    ? Outcome.of(Files.readString(output))
                    : Outcome.failed("exit code " + process.exitValue() + ": " + end(Files.readString(errors)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.failed("interrupted");
        } finally {
            process.destroyForcibly();
        }
    }

    private static String end(String text) {
        return text.strip().substring(Math.max(0, text.strip().length() - SHOWN));
    }
}
