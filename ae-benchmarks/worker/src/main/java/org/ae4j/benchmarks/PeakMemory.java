package org.ae4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The largest resident memory of this process so far. */
final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /** Bytes; null where the system does not tell. */
    static Long bytes() {
        try {
            return Files.isReadable(STATUS) ? bytes(Files.readAllLines(STATUS)) : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** From lines such as {@code VmHWM:    123456 kB}. */
    static Long bytes(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElse(null);
    }
}
