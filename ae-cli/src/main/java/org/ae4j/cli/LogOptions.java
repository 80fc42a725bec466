package org.ae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ae4j.AutoencoderException;
import org.ae4j.train.TrainingListener;
import picocli.CommandLine.Option;

/** Where a training is written down while it runs. */
final class LogOptions {
    @Option(
            names = "--log",
            paramLabel = "F.csv",
            description =
                    "Also write the losses into this CSV file, a line an epoch while it trains: run, epoch, trainLoss,"
                            + " validationLoss, learningRate, and the parts of the loss, such as its divergence.")
    private Path file;

    /** Refuses now what could not be written later. */
    void check(boolean force) {
        if (file != null) {
            OutputOptions.check(file, force);
        }
    }

    /** The log, if one was asked for, and the events of Java's flight recorder. */
    List<TrainingListener> listeners() {
        if (file == null) {
            return List.of(TrainingListener.flightRecorder());
        }
        try {
            Files.deleteIfExists(file); // the check before allowed it
        } catch (IOException e) {
            throw new AutoencoderException("cannot replace the log %s: %s".formatted(file, e), e);
        }
        return List.of(TrainingListener.flightRecorder(), TrainingListener.csv(file));
    }
}
