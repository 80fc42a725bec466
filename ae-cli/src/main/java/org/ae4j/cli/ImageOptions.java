package org.ae4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.ae4j.AutoencoderException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.file.AtomicFile;
import picocli.CommandLine.Option;

/** Rows of image models as pictures. */
final class ImageOptions {
    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "Also write row00000.png, row00001.png, … into this folder, made if it is missing; for models"
                    + " of images.")
    private Path folder;

    /** Refuses a folder that holds something, before anything is computed. */
    void check(boolean force) {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new WrongInput(folder + " is a file, expected a folder; choose another name");
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (!force && content.findAny().isPresent()) {
                throw new WrongInput(folder + " is not empty; choose another folder or pass --force to write into it");
            }
        } catch (IOException e) {
            throw new WrongInput(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Refuses a model whose rows are no pictures. */
    void check(Schema schema) {
        if (folder == null) {
            return;
        }
        if (!(schema instanceof ImageSchema image)) {
            throw new WrongInput("--images needs a model of images, this one has " + schema.describe());
        }
        if (image.channels() != 1 && image.channels() != 3) {
            throw new WrongInput("--images needs 1 or 3 channels, this model has " + image.channels());
        }
    }

    /** Writes one picture a row, its images side by side, if a folder was named. */
    void write(Schema schema, int rows, IntFunction<float[][]> images, Report report) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new AutoencoderException("cannot make folder " + folder + ": " + e, e);
        }
        var grid = ImageGrid.of((ImageSchema) schema);
        for (int i = 0; i < rows; i++) {
            float[][] row = images.apply(i);
            Path file = folder.resolve(String.format(Locale.ROOT, "row%05d.png", i));
            AtomicFile.write(file, true, out -> grid.write(out, row));
        }
        report.note("%s: %s", folder, Figures.count(rows, "picture"));
    }
}
