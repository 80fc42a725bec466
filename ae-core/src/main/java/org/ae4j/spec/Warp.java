package org.ae4j.spec;

import java.util.random.RandomGenerator;
import org.ae4j.data.ImageSchema;

/**
 * One affine distortion of images, about their centre: a pixel at {@code p} goes to {@code A (p − centre) + centre + t}, with
 * x to the right and y down. Numbers between pixels are interpolated bilinearly, beyond the edge all are 0.
 *
 * @param xx of A, what x contributes to x
 * @param xy what y contributes to x
 * @param yx what x contributes to y
 * @param yy what y contributes to y
 * @param right of t, pixels
 * @param down of t, pixels
 */
record Warp(double xx, double xy, double yx, double yy, double right, double down) {
    /**
     * A rotation of a scaling of a shearing.
     *
     * @param degrees clockwise, as one sees it
     * @param logScale natural logarithm of the factor that both sides grow by
     * @param shear pixels to the right for each pixel down
     */
    static Warp of(double right, double down, double degrees, double logScale, double shear) {
        double factor = Math.exp(logScale);
        double cos = Math.cos(Math.toRadians(degrees)) * factor;
        double sin = Math.sin(Math.toRadians(degrees)) * factor;
        return new Warp(cos, cos * shear - sin, sin, sin * shear + cos, right, down);
    }

    /** One of those that a corruption names, each number uniform in its range around 0. */
    static Warp draw(Corruption.Affine ranges, RandomGenerator random) {
        return of(
                between(ranges.shift(), random),
                between(ranges.shift(), random),
                between(ranges.rotation(), random),
                between(ranges.scale(), random),
                between(ranges.shear(), random));
    }

    private static double between(double most, RandomGenerator random) {
        return (2 * random.nextDouble() - 1) * most;
    }

    /**
     * Distorts one image.
     *
     * @param source {@code [channels, height, width]}
     * @param target takes as many numbers from {@code at} on
     */
    void apply(ImageSchema image, float[] source, float[] target, int at) {
        double determinant = xx * yy - xy * yx;
        double centerX = (image.width() - 1) / 2.0;
        double centerY = (image.height() - 1) / 2.0;
        int plane = image.width() * image.height();
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) { // where this pixel comes from
                double dx = x - centerX - right;
                double dy = y - centerY - down;
                double fromX = (yy * dx - xy * dy) / determinant + centerX;
                double fromY = (xx * dy - yx * dx) / determinant + centerY;
                for (int c = 0; c < image.channels(); c++) {
                    target[at + c * plane + y * image.width() + x] = between(image, source, c * plane, fromX, fromY);
                }
            }
        }
    }

    private static float between(ImageSchema image, float[] source, int plane, double x, double y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double across = x - left;
        double below = y - top;
        return (float) ((1 - below)
                        * ((1 - across) * pixel(image, source, plane, left, top)
                                + across * pixel(image, source, plane, left + 1, top))
                + below
                        * ((1 - across) * pixel(image, source, plane, left, top + 1)
                                + across * pixel(image, source, plane, left + 1, top + 1)));
    }

    private static float pixel(ImageSchema image, float[] source, int plane, int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
        return inside ? source[plane + y * image.width() + x] : 0;
    }
}
