package org.ae4j.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The first NVIDIA GPU that the driver names.
 *
 * @param name as the driver gives it
 * @param capability compute capability, such as 8.6
 */
record Gpu(String name, double capability) {
    /** The compute capabilities that {@code nd4j-cuda-11.6} 1.0.0-M2.1 holds code for, and the one it still runs on. */
    private static final double OLDEST = 3.7;

    private static final double NEWEST = 8.9;

    /** Asks the driver's own tool; empty where there is no driver or no GPU. */
    static Optional<Gpu> find() {
        try {
            Process process = new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Reads {@code "NVIDIA GeForce RTX 3060, 8.6"}; empty for anything else. */
    static Optional<Gpu> parse(String answer) {
        String line = answer.lines().findFirst().orElse("");
        int comma = line.lastIndexOf(',');
        try {
            return comma < 0
                    ? Optional.empty()
                    : Optional.of(new Gpu(
                            line.substring(0, comma).strip(),
                            Double.parseDouble(line.substring(comma + 1).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    boolean isSupported() {
        return capability >= OLDEST && capability <= NEWEST;
    }
}
