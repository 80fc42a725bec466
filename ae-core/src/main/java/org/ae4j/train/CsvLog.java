package org.ae4j.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.ae4j.AutoencoderException;
import org.ae4j.layer.LossPart;

/** A CSV file that grows by a line an epoch, so that it can be watched. */
final class CsvLog implements TrainingListener {
    private static final String HEADER = "run,epoch,trainLoss,validationLoss,learningRate,"
            + Arrays.stream(LossPart.values()).map(LossPart::label).collect(Collectors.joining(",", "", "\n"));

    private final Path file;
    private int run;

    CsvLog(Path file) {
        this.file = file;
    }

    @Override
    public void onStart(TrainingStart start) {
        run++;
        if (run == 1) {
            write(HEADER, StandardOpenOption.CREATE_NEW);
        }
    }

    @Override
    public void onEpoch(EpochResult result) {
        String validation = result.validationLoss().isPresent()
                ? Double.toString(result.validationLoss().getAsDouble())
                : "";
        String rate = Double.isNaN(result.learningRate()) ? "" : Double.toString(result.learningRate());
        write(
                "%d,%d,%s,%s,%s,%s\n"
                        .formatted(run, result.epoch(), result.trainLoss(), validation, rate, parts(result)),
                StandardOpenOption.APPEND);
    }

    /** All columns, whatever the run has: runs of one file may differ. */
    private static String parts(EpochResult result) {
        return Arrays.stream(LossPart.values())
                .map(result.parts()::get)
                .map(part -> part == null ? "" : part.toString())
                .collect(Collectors.joining(","));
    }

    private void write(String text, StandardOpenOption option) {
        try {
            Files.writeString(file, text, option, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new AutoencoderException("cannot write the log %s: %s".formatted(file, e), e);
        }
    }
}
