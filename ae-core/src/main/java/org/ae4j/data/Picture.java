package org.ae4j.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * One image's pixels, 0..255.
 *
 * @param channels 1 or 3
 * @param planes {@code [channels, height, width]}
 */
record Picture(int channels, ImageFormat.Size size, float[] planes) {
    private static final int MOST = 255;

    /** The pixels of an image, transparent ones on black. */
    static Picture of(BufferedImage image) {
        var size = new ImageFormat.Size(image.getHeight(), image.getWidth());
        ColorModel colors = image.getColorModel();
        if (colors instanceof IndexColorModel) {
            Picture colored = colored(image, size);
            return colored.isGrey()
                    ? new Picture(1, size, Arrays.copyOf(colored.planes, image.getHeight() * image.getWidth()))
                    : colored;
        }
        return colors.getNumColorComponents() == 1 ? grey(image, size) : colored(image, size);
    }

    /** Grey samples as the file has them: Java's conversion to RGB would take them for linear light, and brighten them. */
    private static Picture grey(BufferedImage image, ImageFormat.Size size) {
        Raster raster = image.getRaster();
        double scale = MOST / (double) ((1L << image.getColorModel().getComponentSize(0)) - 1);
        double opaque = (1L << image.getColorModel().getComponentSize(raster.getNumBands() - 1)) - 1;
        float[] plane = new float[size.height() * size.width()];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                double alpha = image.getColorModel().hasAlpha() ? raster.getSample(x, y, 1) / opaque : 1;
                plane[y * size.width() + x] = Math.round(raster.getSample(x, y, 0) * scale * alpha);
            }
        }
        return new Picture(1, size, plane);
    }

    private static Picture colored(BufferedImage image, ImageFormat.Size size) {
        int plane = size.height() * size.width();
        float[] planes = new float[3 * plane];
        int[] line = new int[size.width()];
        for (int y = 0; y < size.height(); y++) {
            image.getRGB(0, y, size.width(), 1, line, 0, size.width());
            for (int x = 0; x < size.width(); x++) {
                float alpha = (line[x] >>> 24) / (float) MOST;
                for (int c = 0; c < 3; c++) {
                    int sample = line[x] >> (16 - 8 * c) & MOST;
                    planes[c * plane + y * size.width() + x] = Math.round(sample * alpha);
                }
            }
        }
        return new Picture(3, size, planes);
    }

    private boolean isGrey() {
        int plane = size.height() * size.width();
        return Arrays.equals(planes, 0, plane, planes, plane, 2 * plane)
                && Arrays.equals(planes, 0, plane, planes, 2 * plane, 3 * plane);
    }

    /** The same image with so many channels: grey is the luma of ITU-R BT.601, 0.299 R + 0.587 G + 0.114 B. */
    Picture channels(int count) {
        if (count == channels) {
            return this;
        }
        int plane = size.height() * size.width();
        float[] converted = new float[count * plane];
        for (int i = 0; i < converted.length; i++) {
            int at = i % plane;
            converted[i] = count == 3
                    ? planes[at]
                    : Math.round(0.299 * planes[at] + 0.587 * planes[plane + at] + 0.114 * planes[2 * plane + at]);
        }
        return new Picture(count, size, converted);
    }

    /**
     * The same image with so many pixels, by a triangle filter as wide as the coarser of both grids: bilinear where it
     * grows, a weighted mean of all that a new pixel covers where it shrinks.
     */
    Picture resize(ImageFormat.Size target) {
        if (target.equals(size)) {
            return this;
        }
        float[] wide = stretch(planes, channels * size.height(), size.width(), 1, target.width());
        float[] whole = stretch(wide, channels, size.height(), target.width(), target.height());
        for (int i = 0; i < whole.length; i++) {
            whole[i] = Math.round(whole[i]);
        }
        return new Picture(channels, target, whole);
    }

    /** Resamples the middle axis: {@code [blocks, from, inner] → [blocks, to, inner]}. */
    private static float[] stretch(float[] values, int blocks, int from, int inner, int to) {
        float[] stretched = new float[blocks * to * inner];
        double scale = from / (double) to;
        double reach = Math.max(1, scale);
        for (int i = 0; i < to; i++) {
            double center = (i + 0.5) * scale - 0.5;
            int first = Math.max(0, (int) Math.ceil(center - reach));
            int last = Math.min(from - 1, (int) Math.floor(center + reach));
            double sum = 0;
            for (int j = first; j <= last; j++) {
                sum += 1 - Math.abs(j - center) / reach;
            }
            for (int j = first; j <= last; j++) {
                float weight = (float) ((1 - Math.abs(j - center) / reach) / sum);
                for (int block = 0; block < blocks; block++) {
                    for (int k = 0; k < inner; k++) {
                        stretched[(block * to + i) * inner + k] += weight * values[(block * from + j) * inner + k];
                    }
                }
            }
        }
        return stretched;
    }
}
