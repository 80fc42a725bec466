package org.ae4j.data;

import java.util.Optional;
import org.ae4j.IncompatibleDataException;

/**
 * How image files are read: {@code ImageFormat.defaults().channels(3).resize(32, 32)}.
 *
 * @param channels 1 for grey, 3 for red, green and blue; by default 3 if any file has colour, else 1
 * @param size what every image is resized to; by default they have one size, and keep it
 */
public record ImageFormat(Optional<Integer> channels, Optional<Size> size) {
    /** More pixels than these are refused before memory is taken for them. */
    static final long MOST_PIXELS = 1L << 24;

    /**
     * Pixels of an image.
     *
     * @param height at least 1
     * @param width at least 1; both together at most 16 megapixels
     */
    public record Size(int height, int width) {
        public Size {
            if (height < 1 || width < 1 || (long) height * width > MOST_PIXELS) {
                throw new IncompatibleDataException(
                        "images have sizes of at least 1×1 and at most 16 megapixels, found %d×%d"
                                .formatted(height, width));
            }
        }

        @Override
        public String toString() {
            return height + "×" + width;
        }
    }

    public ImageFormat {
        if (channels.isPresent() && channels.get() != 1 && channels.get() != 3) {
            throw new IncompatibleDataException("images have 1 channel (grey) or 3 (colour), found " + channels.get());
        }
    }

    /** Channels and size as the files have them. */
    public static ImageFormat defaults() {
        return new ImageFormat(Optional.empty(), Optional.empty());
    }

    public ImageFormat channels(int count) {
        return new ImageFormat(Optional.of(count), size);
    }

    public ImageFormat resize(int height, int width) {
        return new ImageFormat(channels, Optional.of(new Size(height, width)));
    }
}
