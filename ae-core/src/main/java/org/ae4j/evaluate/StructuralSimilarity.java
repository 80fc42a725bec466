package org.ae4j.evaluate;

import org.ae4j.data.ImageSchema;

/**
 * Structural similarity of two images: within a sliding window weighted by a Gaussian,
 * (2 μ₁μ₂ + c₁)(2 σ₁₂ + c₂) / ((μ₁² + μ₂² + c₁)(σ₁² + σ₂² + c₂)), averaged over all places of the window and over channels;
 * c₁ = (0.01 peak)², c₂ = (0.03 peak)². The window is 11 × 11 with σ = 1.5, and smaller, odd, for images that are smaller.
 *
 * @see <a href="https://doi.org/10.1109/TIP.2003.819861">Wang, Bovik, Sheikh and Simoncelli 2004, section III.B and III.C,
 *     equation 13</a>
 */
final class StructuralSimilarity {
    private static final int WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double LUMINANCE = 0.01;
    private static final double CONTRAST = 0.03;

    private final ImageSchema schema;
    private final double[] window;
    private final double c1;
    private final double c2;

    StructuralSimilarity(ImageSchema schema, double peak) {
        this.schema = schema;
        this.window = window(Math.min(WINDOW, Math.min(schema.height(), schema.width())));
        this.c1 = LUMINANCE * peak * LUMINANCE * peak;
        this.c2 = CONTRAST * peak * CONTRAST * peak;
    }

    /** −1..1, and 1 for equal images: {@code [channels · height · width]} each. */
    double of(float[] a, float[] b) {
        double sum = 0;
        int places = 0;
        for (int channel = 0; channel < schema.channels(); channel++) {
            for (int y = 0; y + window.length <= schema.height(); y++) {
                for (int x = 0; x + window.length <= schema.width(); x++) {
                    sum += at((channel * schema.height() + y) * schema.width() + x, a, b);
                    places++;
                }
            }
        }
        return sum / places;
    }

    /** The similarity within the window whose first pixel is this one. */
    private double at(int first, float[] a, float[] b) {
        double meanA = 0;
        double meanB = 0;
        double squareA = 0;
        double squareB = 0;
        double product = 0;
        for (int i = 0; i < window.length; i++) {
            for (int j = 0; j < window.length; j++) {
                double weight = window[i] * window[j];
                double valueA = a[first + i * schema.width() + j];
                double valueB = b[first + i * schema.width() + j];
                meanA += weight * valueA;
                meanB += weight * valueB;
                squareA += weight * valueA * valueA;
                squareB += weight * valueB * valueB;
                product += weight * valueA * valueB;
            }
        }
        double covariance = product - meanA * meanB;
        double variances = squareA - meanA * meanA + squareB - meanB * meanB;
        return (2 * meanA * meanB + c1)
                * (2 * covariance + c2)
                / ((meanA * meanA + meanB * meanB + c1) * (variances + c2));
    }

    /** One side of the window, an odd number of weights that sum to 1. */
    private static double[] window(int most) {
        double[] window = new double[most - 1 + most % 2];
        double sum = 0;
        for (int i = 0; i < window.length; i++) {
            double distance = i - window.length / 2;
            window[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += window[i];
        }
        for (int i = 0; i < window.length; i++) {
            window[i] /= sum;
        }
        return window;
    }
}
