package org.ae4j.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.evaluate.ImageGrid;

/**
 * A picture that is part of the page: PNG within an address.
 *
 * @param uri {@code data:image/png;base64,…}
 * @param width pixels on the page, which may be more than the picture has
 * @param height pixels on the page
 * @param alt what is seen, for those who do not see it
 */
public record Picture(String uri, int width, int height, String alt) {
    private static final int GAP = 1;

    /**
     * Images in rows, levels 0..255 or, of a symmetric grid, −m..m.
     *
     * @param zoom pixels of the page for one of an image, at least 1
     * @param rows {@code [channels, height, width]} each
     * @throws org.ae4j.IncompatibleDataException as {@link ImageGrid#picture}
     */
    public static Picture of(ImageGrid grid, int zoom, String alt, float[][]... rows) {
        int columns = 0;
        for (float[][] row : rows) {
            columns = Math.max(columns, row.length);
        }
        var bytes = new ByteArrayOutputStream();
        try {
            grid.write(bytes, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Picture(
                "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray()),
                zoom * (columns * (grid.image().width() + GAP) - GAP),
                zoom * (rows.length * (grid.image().height() + GAP) - GAP),
                alt);
    }

    /** Whether rows are images that can be drawn: grey, or red, green and blue. */
    static boolean canDraw(Schema schema) {
        return schema instanceof ImageSchema image && (image.channels() == 1 || image.channels() == 3);
    }

    /** How many pixels of the page one of an image takes, so that the image is about so wide. */
    static int zoom(ImageSchema image, int width) {
        return Math.max(1, Math.min(16, Math.round(width / (float) image.width())));
    }
}
