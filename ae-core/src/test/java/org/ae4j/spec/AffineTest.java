package org.ae4j.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.junit.jupiter.api.Test;

class AffineTest {
    private static final ImageSchema THREE = new ImageSchema(1, 3, 3);
    private static final float[] DIGITS = {1, 2, 3, 4, 5, 6, 7, 8, 9};

    private static float[] warped(ImageSchema image, float[] source, Warp warp) {
        float[] target = new float[source.length];
        warp.apply(image, source, target, 0);
        return target;
    }

    @Test
    void nothingMovesByNothing() {
        float[] image = new float[2 * 5 * 4];
        var random = new Random(1);
        for (int i = 0; i < image.length; i++) {
            image[i] = random.nextFloat();
        }
        assertThat(warped(new ImageSchema(2, 5, 4), image, Warp.of(0, 0, 0, 0, 0)))
                .containsExactly(image);
    }

    @Test
    void wholePixelsMoveExactlyAndZerosFollow() {
        assertThat(warped(THREE, DIGITS, Warp.of(1, 0, 0, 0, 0))).containsExactly(0, 1, 2, 0, 4, 5, 0, 7, 8);
        assertThat(warped(THREE, DIGITS, Warp.of(0, -2, 0, 0, 0))).containsExactly(7, 8, 9, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void halfAPixelIsTheMeanOfTwo() {
        assertThat(warped(new ImageSchema(1, 1, 3), new float[] {2, 4, 8}, Warp.of(0.5, 0, 0, 0, 0)))
                .containsExactly(1, 3, 6);
    }

    @Test
    void ninetyDegreesTurnASquareClockwise() {
        assertThat(warped(THREE, DIGITS, Warp.of(0, 0, 90, 0, 0)))
                .containsExactly(new float[] {7, 4, 1, 8, 5, 2, 9, 6, 3}, within(1e-5f));
        float[] even = {1, 2, 3, 4};
        assertThat(warped(new ImageSchema(1, 2, 2), even, Warp.of(0, 0, 90, 0, 0)))
                .containsExactly(new float[] {3, 1, 4, 2}, within(1e-5f));
    }

    @Test
    void scalingGrowsAboutTheCentreAndShearingSlants() {
        var line = new ImageSchema(1, 1, 5);
        assertThat(warped(line, new float[] {0, 0, 8, 0, 0}, Warp.of(0, 0, 0, Math.log(2), 0)))
                .containsExactly(new float[] {0, 4, 8, 4, 0}, within(1e-5f));
        float[] bar = {0, 1, 0, 0, 1, 0, 0, 1, 0};
        assertThat(warped(THREE, bar, Warp.of(0, 0, 0, 0, 1))).containsExactly(1, 0, 0, 0, 1, 0, 0, 0, 1);
    }

    @Test
    void allChannelsMoveAlikeAndEachImageByItself() {
        Schema schema = Schema.image(3, 8, 8);
        float[] images = new float[2 * 192];
        for (int i = 0; i < images.length; i++) {
            images[i] = 1 + i % 64 % 7;
        }
        Corruption.affine().corrupt(schema, images, 0, images.length, null, new SplittableRandom(5));
        for (int i = 0; i < 64; i++) {
            assertThat(images[i]).isEqualTo(images[64 + i]).isEqualTo(images[128 + i]);
        }
        assertThat(Arrays.copyOf(images, 64)).isNotEqualTo(Arrays.copyOfRange(images, 192, 256));
    }

    @Test
    void onlyTheRowsThatAreNamedMove() {
        float[] images = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        Corruption.affine(1, 0, 0, 0).corrupt(Schema.image(1, 2, 2), images, 4, 8, null, new SplittableRandom(5));
        assertThat(images).startsWith(1, 2, 3, 4).endsWith(9, 10, 11, 12);
        assertThat(images[4]).isNotEqualTo(5);
    }

    @Test
    void drawsFillTheirRangesEvenly() {
        var random = new SplittableRandom(3);
        var ranges = new Corruption.Affine(3, 15, 0.12, 0.15);
        int draws = 20_000;
        double right = 0;
        double size = 0;
        double angle = 0;
        double most = 0;
        for (int i = 0; i < draws; i++) {
            Warp warp = Warp.draw(ranges, random);
            assertThat(Math.abs(warp.right())).isLessThanOrEqualTo(3);
            assertThat(Math.abs(warp.down())).isLessThanOrEqualTo(3);
            double degrees = Math.toDegrees(Math.atan2(warp.yx(), warp.xx()));
            assertThat(Math.abs(degrees)).isLessThanOrEqualTo(15);
            double logScale = Math.log(warp.xx() * warp.yy() - warp.xy() * warp.yx()) / 2;
            assertThat(Math.abs(logScale)).isLessThanOrEqualTo(0.12 + 1e-12);
            right += Math.abs(warp.right()) / draws;
            size += Math.abs(logScale) / draws;
            angle += Math.abs(degrees) / draws;
            most = Math.max(most, warp.right());
        }
        // Uniform in ±a has the mean magnitude a/2 and its standard error is a/√(12 draws), 0.2 % of a; 4 of them here.
        assertThat(right).isCloseTo(1.5, within(0.025));
        assertThat(size).isCloseTo(0.06, within(0.001));
        assertThat(angle).isCloseTo(7.5, within(0.125));
        assertThat(most).isGreaterThan(2.99);
    }

    @Test
    void saltAndPepperLooksPastWhatLiesBehindASequencesEnd() {
        float[] row = {1, 5, 3, Float.NaN};
        Corruption.saltAndPepper(0.999)
                .corrupt(Schema.sequence(List.of("t"), 4, 1), row, 0, 4, null, new SplittableRandom(1));
        assertThat(row).containsOnly(1, 5);
    }
}
