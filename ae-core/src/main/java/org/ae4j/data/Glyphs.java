package org.ae4j.data;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.ae4j.IncompatibleDataException;

/**
 * Grey 28×28 images of ten hand-made signs, behind {@link Samples#glyphs}. A sign's strokes ({@link Strokes}) go
 * through a random affine map and are drawn by each pixel's distance to the nearest stroke.
 */
final class Glyphs {
    private static final int SIZE = 28;
    /** Pixels per unit of the sign's square, before the random scale. */
    private static final double UNIT = 18;

    private static final double PIXEL_NOISE = 12;

    private Glyphs() {}

    static Samples draw(int rows, long seed) {
        if (rows < 1) {
            throw new IncompatibleDataException("glyphs: rows is at least 1, found " + rows);
        }
        var random = new SplittableRandom(seed);
        float[][] images = new float[rows][];
        var labels = new ArrayList<String>(rows);
        for (int place : Permutation.random(rows, random)) {
            int sign = place % Strokes.SIGNS;
            images[labels.size()] = image(Strokes.of(sign), random);
            labels.add(Integer.toString(sign));
        }
        return Samples.checked(Schema.image(1, SIZE, SIZE), images, new Labels("glyph", labels), "glyphs");
    }

    private static float[] image(double[][] strokes, RandomGenerator random) {
        double[][] placed = placed(strokes, random);
        double halfWidth = random.nextDouble(0.8, 1.7);
        float[] pixels = new float[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            double distance = distance(placed, i % SIZE + 0.5, i / SIZE + 0.5);
            // A one-pixel ramp across the stroke's edge is the pixel's covered area, near enough.
            double ink = Math.max(0, Math.min(1, halfWidth - distance + 0.5));
            double noisy = 255 * ink + PIXEL_NOISE * random.nextGaussian();
            pixels[i] = Math.round(Math.max(0, Math.min(255, noisy)));
        }
        return pixels;
    }

    /** The strokes in pixels: slanted, rotated, scaled and shifted about the middle of the image. */
    private static double[][] placed(double[][] strokes, RandomGenerator random) {
        double slant = random.nextDouble(-0.25, 0.25);
        double angle = random.nextDouble(-0.3, 0.3);
        double width = UNIT * random.nextDouble(0.8, 1.15);
        double height = UNIT * random.nextDouble(0.8, 1.15);
        double right = SIZE / 2.0 + random.nextDouble(-2.5, 2.5);
        double down = SIZE / 2.0 + random.nextDouble(-2.5, 2.5);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double[][] placed = new double[strokes.length][4];
        for (int i = 0; i < strokes.length; i++) {
            for (int end = 0; end < 4; end += 2) {
                double y = height * (strokes[i][end + 1] - 0.5);
                double x = width * (strokes[i][end] - 0.5) - slant * y;
                placed[i][end] = right + cos * x - sin * y;
                placed[i][end + 1] = down + sin * x + cos * y;
            }
        }
        return placed;
    }

    private static double distance(double[][] segments, double x, double y) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double[] segment : segments) {
            nearest = Math.min(nearest, distance(segment, x, y));
        }
        return nearest;
    }

    private static double distance(double[] segment, double x, double y) {
        double dx = segment[2] - segment[0];
        double dy = segment[3] - segment[1];
        double along = ((x - segment[0]) * dx + (y - segment[1]) * dy) / (dx * dx + dy * dy);
        double t = Math.max(0, Math.min(1, along));
        return StrictMath.hypot(x - segment[0] - t * dx, y - segment[1] - t * dy);
    }
}
