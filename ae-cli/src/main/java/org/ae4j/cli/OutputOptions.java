package org.ae4j.cli;

import java.nio.file.Path;
import org.ae4j.AutoencoderException;
import org.ae4j.file.AtomicFile;
import picocli.CommandLine.Option;

/** Where the result goes. */
final class OutputOptions {
    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path out;

    @Option(names = "--force", description = "Replace outputs that exist.")
    private boolean force;

    Path out() {
        return out;
    }

    boolean force() {
        return force;
    }

    /** Refuses now what could not be written after hours of work. */
    void check() {
        check(out, force);
    }

    static void check(Path file, boolean force) {
        try {
            AtomicFile.checkWritable(file, force);
        } catch (AutoencoderException e) {
            throw new WrongInput(e.getMessage(), e);
        }
    }
}
