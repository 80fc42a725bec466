package org.ae4j.data;

import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/**
 * Images of one size; a row is laid out as {@code [channels, height, width]}, raw pixels 0..255.
 *
 * @param channels 1 for grey, 3 for red, green, blue
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 */
public record ImageSchema(int channels, int height, int width) implements Schema {
    public ImageSchema {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IncompatibleDataException(
                    "an image needs sizes of at least 1, found " + channels + "×" + height + "×" + width);
        }
    }

    @Override
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    @Override
    public int inputs() {
        return size();
    }

    /** The pixels as numeric columns named {@code pixel0}, {@code pixel1}, … in the order of the layout. */
    @Override
    public List<Column> columns() {
        return IntStream.range(0, size())
                .mapToObj(i -> Column.numeric("pixel" + i))
                .toList();
    }

    @Override
    public String describe() {
        return "images of " + channels + "×" + height + "×" + width;
    }
}
