package org.ae4j.cli;

import java.nio.file.Path;
import org.ae4j.model.Autoencoder;
import picocli.CommandLine.Option;

/** Which model is used. */
final class ModelOptions {
    @Option(names = "--model", required = true, paramLabel = "M", description = "A model that `ae train` wrote.")
    private Path model;

    /** Reads the model; the caller closes it. */
    Autoencoder load() {
        return Autoencoder.load(model);
    }
}
