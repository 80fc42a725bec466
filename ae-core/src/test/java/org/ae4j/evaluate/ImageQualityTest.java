package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.junit.jupiter.api.Test;

class ImageQualityTest {
    private static final ImageSchema SMALL = new ImageSchema(1, 2, 2);

    @Test
    void noiseRatioIsThatOfTheMeanSquaredError() {
        float[][] originals = {{0, 0, 255, 255}, {10, 20, 30, 40}};
        float[][] images = {{0, 0, 255, 245}, {20, 20, 30, 40}};
        // MSE 200 / 8 = 25.
        assertThat(ImageQuality.of(SMALL, originals, images, 255).psnr())
                .isCloseTo(10 * Math.log10(255 * 255 / 25.0), within(1e-9));
    }

    @Test
    void equalImagesAreInfinitelyCloseAndOfSimilarityOne() {
        float[][] images = {pattern(13, 12)};
        ImageQuality quality = ImageQuality.of(new ImageSchema(1, 13, 12), images, images.clone(), 1);
        assertThat(quality.psnr()).isInfinite();
        assertThat(quality.ssim()).isCloseTo(1, within(1e-12));
    }

    @Test
    void flatImagesDifferInLuminanceAlone() {
        float[][] first = {filled(16 * 16, 0.5f)};
        float[][] second = {filled(16 * 16, 0.25f)};
        ImageQuality quality = ImageQuality.of(new ImageSchema(1, 16, 16), first, second, 1);
        double expected = (2 * 0.5 * 0.25 + 1e-4) / (0.25 + 0.0625 + 1e-4);
        assertThat(quality.ssim()).isCloseTo(expected, within(1e-12));
        assertThat(quality.psnr()).isCloseTo(10 * Math.log10(16), within(1e-9));
    }

    @Test
    void similarityIsThatOfNumPy() {
        float[] first = pattern(13, 12);
        // The same images compared by the formula in NumPy, in double, window by window.
        assertThat(ssim(1, 13, 12, first, disturbed(first, 12), 1)).isCloseTo(0.962708470594606, within(1e-6));
    }

    @Test
    void unitOfThePixelsDoesNotMatter() {
        float[] first = pattern(13, 12);
        float[] second = disturbed(first, 12);
        assertThat(ssim(1, 13, 12, times(first, 255), times(second, 255), 255))
                .isCloseTo(ssim(1, 13, 12, first, second, 1), within(1e-6));
    }

    @Test
    void channelsAreAveraged() {
        float[] grey = pattern(13, 12);
        float[] other = disturbed(grey, 12);
        float[] first = joined(grey, grey);
        assertThat(ssim(2, 13, 12, first, joined(grey, other), 1))
                .isCloseTo((1 + ssim(1, 13, 12, grey, other, 1)) / 2, within(1e-12));
    }

    @Test
    void windowOfSmallImagesIsSmall() {
        // One pixel: means are the values, variances 0.
        double expected = (2 * 0.5 * 0.25 + 1e-4) / (0.25 + 0.0625 + 1e-4);
        assertThat(ssim(1, 1, 1, new float[] {0.5f}, new float[] {0.25f}, 1)).isCloseTo(expected, within(1e-12));
        assertThat(ssim(1, 2, 2, new float[4], new float[4], 1)).isEqualTo(1);
    }

    @Test
    void imagesThatCannotBeComparedAreRefused() {
        assertThatThrownBy(() -> ImageQuality.of(SMALL, new float[1][4], new float[1][4], 0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("a pixel's greatest value is above 0, such as 1 or 255, found 0.0");
        assertThatThrownBy(() -> ImageQuality.of(SMALL, new float[1][4], new float[2][4], 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("each of at least 1 image is compared with its original, found 2 images and 1 originals");
        assertThatThrownBy(() -> ImageQuality.of(SMALL, new float[1][4], new float[1][3], 1))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("array: row 0 has 3 values, expected 4 (images of 1×2×2)");
    }

    private static double ssim(int channels, int height, int width, float[] first, float[] second, double peak) {
        var schema = new ImageSchema(channels, height, width);
        return ImageQuality.of(schema, new float[][] {first}, new float[][] {second}, peak)
                .ssim();
    }

    private static float[] pattern(int height, int width) {
        float[] image = new float[height * width];
        for (int i = 0; i < image.length; i++) {
            image[i] = (i % width * 7 + i / width * 13) % 17 / 16f;
        }
        return image;
    }

    private static float[] disturbed(float[] image, int width) {
        float[] other = new float[image.length];
        for (int i = 0; i < other.length; i++) {
            other[i] = (float) Math.min(1, image[i] * 0.8 + (i % width * 5 + i / width * 3) % 11 / 50.0);
        }
        return other;
    }

    private static float[] filled(int size, float value) {
        float[] image = new float[size];
        Arrays.fill(image, value);
        return image;
    }

    private static float[] times(float[] image, float factor) {
        float[] other = new float[image.length];
        for (int i = 0; i < other.length; i++) {
            other[i] = image[i] * factor;
        }
        return other;
    }

    private static float[] joined(float[] first, float[] second) {
        float[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
