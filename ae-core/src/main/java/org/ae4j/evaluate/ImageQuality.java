package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;

/**
 * How close images are to their originals.
 *
 * @param psnr peak signal-to-noise ratio in decibels, 10 log₁₀(peak² / MSE) with the MSE over all pixels of all images;
 *     infinite where they are equal. 30 is good, 40 hard to tell from the original
 * @param ssim mean structural similarity, 1 where images are equal; see {@link StructuralSimilarity}
 */
public record ImageQuality(double psnr, double ssim) {
    /**
     * Compares images, value by value in the same units.
     *
     * @param schema the images' size
     * @param originals {@code [images, channels · height · width]}, at least 1
     * @param images as many
     * @param peak the greatest value that a pixel can have: 1 or 255
     * @throws InvalidSpecException if the peak is not above 0
     * @throws IncompatibleDataException if there are no images, other than originals, of another size, or a value is not
     *     finite
     */
    public static ImageQuality of(ImageSchema schema, float[][] originals, float[][] images, double peak) {
        if (!(peak > 0 && Double.isFinite(peak))) {
            throw new InvalidSpecException("a pixel's greatest value is above 0, such as 1 or 255, found " + peak);
        }
        if (originals.length == 0 || originals.length != images.length) {
            throw new IncompatibleDataException(
                    "each of at least 1 image is compared with its original, found %d images and %d originals"
                            .formatted(images.length, originals.length));
        }
        Samples.of(schema, originals);
        Samples.of(schema, images);
        double mse = meanSquaredError(originals, images);
        var similarity = new StructuralSimilarity(schema, peak);
        double[] similarities = IntStream.range(0, images.length)
                .parallel()
                .mapToDouble(i -> similarity.of(originals[i], images[i]))
                .toArray();
        return new ImageQuality(
                10 * Math.log10(peak * peak / mse),
                Arrays.stream(similarities).average().orElseThrow());
    }

    private static double meanSquaredError(float[][] originals, float[][] images) {
        double sum = 0;
        for (int i = 0; i < images.length; i++) {
            for (int j = 0; j < images[i].length; j++) {
                double difference = images[i][j] - (double) originals[i][j];
                sum += difference * difference;
            }
        }
        return sum / images.length / images[0].length;
    }
}
