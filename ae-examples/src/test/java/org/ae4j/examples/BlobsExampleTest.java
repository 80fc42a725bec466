package org.ae4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobsExampleTest {
    private static final BlobsExample.Result RESULT = BlobsExample.run();

    @Test
    void sigmoidBeyondItsRangeIsRefused() {
        assertThat(RESULT.refusedRaw())
                .startsWith("blobs: row 0, column 'x0' is ")
                .endsWith(" after scaling, but the unitGaussian likelihood needs 0..1; scale with minMax, divide by the"
                        + " largest value, or use gaussian");
        assertThat(RESULT.refusedStandard())
                .isEqualTo("a sigmoid output cannot reach standardised data (column 'x0'): use the gaussian likelihood,"
                        + " or scale with minMax or divide");
    }

    @Test
    void codeWiderThanTheDataIsWarnedOf() {
        assertThat(RESULT.warnings())
                .containsExactly("the code has 3 numbers and the input 2: without a constraint the network may copy its"
                        + " input; choose a smaller code");
    }

    @Test
    void oneNumberOnACurveKeepsMoreThanOneOnALine() {
        assertThat(RESULT.test().rows()).isBetween(199, 201);
        assertThat(RESULT.testMse()).isLessThan(RESULT.pcaMse() / 5);
    }

    @Test
    void reportSaysHowMuchBetterThanPca() {
        assertThat(RESULT.report().verdict())
                .startsWith("On " + RESULT.test().rows() + " test rows it reconstructs ")
                .contains("× better than PCA with 1 dimension:");
        assertThat(RESULT.report().html()).contains("Rows as they are, and as the model gives them back.");
    }

    @Test
    void pictureHasBothPanelsInThreeColours(@TempDir Path folder) throws IOException {
        BlobsExample.main(new String[] {folder.resolve("new").toString()});
        BufferedImage image =
                ImageIO.read(folder.resolve("new").resolve("blobs.png").toFile());
        int half = image.getWidth() / 2;
        assertThat(hues(image, 0, half)).hasSize(3).isEqualTo(hues(image, half, image.getWidth()));
    }

    /** Which of red, green and blue the strongly coloured pixels between two columns have most of. */
    private static Set<Integer> hues(BufferedImage image, int from, int to) {
        var hues = new HashSet<Integer>();
        for (int x = from; x < to; x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                var color = new Color(image.getRGB(x, y));
                int[] parts = {color.getRed(), color.getGreen(), color.getBlue()};
                for (int i = 0; i < 3; i++) {
                    if (parts[i] > 20 + Math.max(parts[(i + 1) % 3], parts[(i + 2) % 3])) {
                        hues.add(i);
                    }
                }
            }
        }
        return hues;
    }
}
