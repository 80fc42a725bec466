package org.ae4j.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where it ran.
 *
 * @param processor its name as the system tells it
 * @param cores that the JVM sees
 */
record Machine(String processor, int cores, String system, String java) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** This one. */
    static Machine current() {
        return new Machine(
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    private static String processorName() {
        try {
            return Files.isReadable(CPU_INFO) ? processorName(Files.readAllLines(CPU_INFO)) : "unknown processor";
        } catch (IOException e) {
            return "unknown processor";
        }
    }

    /** From the lines of {@code /proc/cpuinfo}: the name, with family and model, which tell apart what the name hides. */
    static String processorName(List<String> lines) {
        String name = field(lines, "model name");
        return name.isEmpty()
                ? "unknown processor"
                : "%s (family %s, model %s)".formatted(name, field(lines, "cpu family"), field(lines, "model"));
    }

    private static String field(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.contains(":")
                        && line.substring(0, line.indexOf(':')).strip().equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("");
    }
}
