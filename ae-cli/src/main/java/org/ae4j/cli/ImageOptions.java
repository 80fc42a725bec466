package org.ae4j.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.ae4j.AutoencoderException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.file.AtomicFile;
import picocli.CommandLine.Option;

/** Rows of image models as pictures. */
final class ImageOptions {
    private static final int WHITE = 255;

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
        for (int i = 0; i < rows; i++) {
            BufferedImage picture = picture((ImageSchema) schema, images.apply(i));
            Path file = folder.resolve(String.format(Locale.ROOT, "row%05d.png", i));
            AtomicFile.write(file, true, out -> writePng(picture, out));
        }
        report.note("%s: %,d pictures", folder, rows);
    }

    private static void writePng(BufferedImage picture, OutputStream out) throws IOException {
        if (!ImageIO.write(picture, "png", out)) {
            throw new IOException("this Java cannot write PNG");
        }
    }

    private static BufferedImage picture(ImageSchema schema, float[][] images) {
        int type = schema.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
        int gap = 1;
        int width = images.length * (schema.width() + gap) - gap;
        var picture = new BufferedImage(width, schema.height(), type);
        for (int k = 0; k < images.length; k++) {
            draw(schema, images[k], picture, k * (schema.width() + gap));
        }
        return picture;
    }

    private static void draw(ImageSchema schema, float[] pixels, BufferedImage picture, int left) {
        int plane = schema.height() * schema.width();
        for (int y = 0; y < schema.height(); y++) {
            for (int x = 0; x < schema.width(); x++) {
                for (int channel = 0; channel < schema.channels(); channel++) {
                    float value = pixels[channel * plane + y * schema.width() + x];
                    int level = Math.round(Math.max(0, Math.min(WHITE, value)));
                    picture.getRaster().setSample(left + x, y, channel, level);
                }
            }
        }
    }
}
