package org.ae4j.evaluate;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;

/**
 * Images of one size in rows, as one picture: grey, or in colour where they have three channels, a pixel apart on black.
 * Needs no display.
 *
 * @param image the size; 1 or 3 channels
 * @param zoom pixels of the picture for each of an image, across and down, at least 1, default 1
 * @param symmetric whether each image is drawn from −m (black) over 0 (middle grey) to m (white), m its greatest absolute value,
 *     as weights are; default false: values are levels, 0 (black) to 255 (white), those outside cut off
 */
public record ImageGrid(ImageSchema image, int zoom, boolean symmetric) {
    private static final int WHITE = 255;
    private static final int GAP = 1;

    /** Throws {@link IncompatibleDataException} for other channels, {@link InvalidSpecException} for no zoom. */
    public ImageGrid {
        if (image.channels() != 1 && image.channels() != 3) {
            throw new IncompatibleDataException("pictures have 1 or 3 channels, found " + image.channels());
        }
        if (zoom < 1) {
            throw new InvalidSpecException("the zoom of a picture is at least 1, found " + zoom);
        }
    }

    /** Levels 0..255, pixel by pixel. */
    public static ImageGrid of(ImageSchema image) {
        return new ImageGrid(image, 1, false);
    }

    public ImageGrid zoom(int newZoom) {
        return new ImageGrid(image, newZoom, symmetric);
    }

    /** Each image from −m to m. */
    public ImageGrid symmetric(boolean on) {
        return new ImageGrid(image, zoom, on);
    }

    /**
     * Draws images.
     *
     * @param rows of images, each {@code [channels, height, width]} row-major; at least one, the longest row sets the width
     * @throws IncompatibleDataException if there is no image, one has another size, or a value is not finite
     */
    public BufferedImage picture(float[][]... rows) {
        int columns = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
        if (columns == 0) {
            throw new IncompatibleDataException("a picture needs at least 1 image, found none");
        }
        var picture = new BufferedImage(
                extent(columns, image.width()),
                extent(rows.length, image.height()),
                image.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                check(rows[row][column], row, column);
                draw(
                        rows[row][column],
                        picture,
                        extent(column, image.width()) + GAP,
                        extent(row, image.height()) + GAP);
            }
        }
        return picture;
    }

    /** Writes the {@link #picture} as PNG. */
    public void write(OutputStream out, float[][]... rows) throws IOException {
        if (!ImageIO.write(picture(rows), "png", out)) {
            throw new IOException("this Java cannot write PNG");
        }
    }

    /**
     * Writes the {@link #picture} as a PNG file, in place of one that exists.
     *
     * @throws AutoencoderException if it cannot be written
     */
    public void write(Path file, float[][]... rows) {
        try (OutputStream out = Files.newOutputStream(file)) {
            write(out, rows);
        } catch (IOException e) {
            throw new AutoencoderException("cannot write the picture " + file + ": " + e, e);
        }
    }

    /** How far so many images reach, with a gap between two; −gap for none. */
    private int extent(int count, int size) {
        return count * (size * zoom + GAP) - GAP;
    }

    private void check(float[] pixels, int row, int column) {
        if (pixels.length != image.size()) {
            throw new IncompatibleDataException("the picture shows %s, of %d numbers; image %d of row %d has %d"
                    .formatted(image.describe(), image.size(), column, row, pixels.length));
        }
        for (float value : pixels) {
            if (!Float.isFinite(value)) {
                throw new IncompatibleDataException(
                        "image %d of row %d holds %s; every value must be finite".formatted(column, row, value));
            }
        }
    }

    private void draw(float[] pixels, BufferedImage picture, int left, int top) {
        float most = 0;
        for (float value : pixels) {
            most = Math.max(most, Math.abs(value));
        }
        int plane = image.height() * image.width();
        int[] block = new int[zoom * zoom];
        for (int i = 0; i < pixels.length; i++) {
            Arrays.fill(block, level(pixels[i], most));
            int x = left + i % image.width() * zoom;
            int y = top + i % plane / image.width() * zoom;
            picture.getRaster().setSamples(x, y, zoom, zoom, i / plane, block);
        }
    }

    private int level(float value, float most) {
        float level = symmetric ? WHITE / 2f * (1 + (most == 0 ? 0 : value / most)) : value;
        return Math.round(Math.max(0, Math.min(WHITE, level)));
    }
}
