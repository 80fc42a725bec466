package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GlyphsTest {
    @Test
    void classesAreBalancedGreyImages() {
        Samples glyphs = Samples.glyphs(500, 1);
        assertThat(glyphs.schema()).isEqualTo(Schema.image(1, 28, 28));
        assertThat(glyphs.labelName()).contains("glyph");
        assertThat(glyphs.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(glyphs.classes())
                .allSatisfy(c -> assertThat(glyphs.only(c).rows()).isEqualTo(50));
    }

    @Test
    void pixelsAreWholeGreyLevelsWithInkAndGround() {
        Samples glyphs = Samples.glyphs(200, 1);
        for (int i = 0; i < glyphs.rows(); i++) {
            int ink = 0;
            int ground = 0;
            for (float pixel : glyphs.row(i)) {
                assertThat(pixel).isBetween(0f, 255f).isEqualTo(Math.round(pixel));
                ink += pixel > 200 ? 1 : 0;
                ground += pixel < 60 ? 1 : 0;
            }
            assertThat(ink).as("bright pixels of row %d", i).isBetween(8, 300);
            assertThat(ground).as("dark pixels of row %d", i).isGreaterThan(400);
        }
    }

    /** Hard enough to be worth learning, easy enough to be seen: the nearest image is nearly always, not always, right. */
    @Test
    void nearestNeighbourIsGoodButNotPerfect() {
        for (long seed = 1; seed <= 3; seed++) {
            Samples glyphs = Samples.glyphs(1300, seed);
            long right = IntStream.range(1000, 1300)
                    .filter(i -> glyphs.label(nearest(glyphs, i, 1000)).equals(glyphs.label(i)))
                    .count();
            assertThat(right / 300.0).as("accuracy with seed %d", seed).isBetween(0.90, 0.9999);
        }
    }

    private static int nearest(Samples samples, int row, int candidates) {
        float[] wanted = samples.row(row);
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < candidates; i++) {
            double distance = 0;
            for (int j = 0; j < wanted.length; j++) {
                double difference = wanted[j] - samples.value(i, j);
                distance += difference * difference;
            }
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return best;
    }
}
