package org.ae4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data for tests, in the folder that the environment names in {@code AE_DATA}. */
public final class TestData {
    private TestData() {}

    /** A file or folder in it; without it the test is skipped, and fails where {@code CI} is {@code true}. */
    public static Path require(String relative) {
        String folder = System.getenv("AE_DATA");
        Path path = Path.of(folder == null ? "AE_DATA-is-not-set" : folder).resolve(relative);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(path).as("test data, folder AE_DATA").exists();
        }
        assumeTrue(Files.exists(path), () -> path + " is not here");
        return path;
    }
}
