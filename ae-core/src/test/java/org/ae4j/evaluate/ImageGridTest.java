package org.ae4j.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.ae4j.AutoencoderException;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.ImageSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {
    private static final ImageGrid GREY = ImageGrid.of(new ImageSchema(1, 1, 2));

    @TempDir
    Path folder;

    private static int[] row(BufferedImage picture, int y) {
        return picture.getRaster().getSamples(0, y, picture.getWidth(), 1, 0, (int[]) null);
    }

    @Test
    void imagesStandInRowsAPixelApartAndLevelsAreCutOff() {
        BufferedImage picture = GREY.picture(new float[][] {{10, 20}, {300, -5}}, new float[][] {{0.4f, 0.6f}});
        assertThat(picture.getHeight()).isEqualTo(3);
        assertThat(row(picture, 0)).containsExactly(10, 20, 0, 255, 0);
        assertThat(row(picture, 1)).containsOnly(0);
        assertThat(row(picture, 2)).containsExactly(0, 1, 0, 0, 0);
    }

    @Test
    void zoomRepeatsPixels() {
        BufferedImage picture = GREY.zoom(2).picture(new float[][] {{10, 20}});
        assertThat(picture.getHeight()).isEqualTo(2);
        assertThat(row(picture, 0)).containsExactly(10, 10, 20, 20);
        assertThat(row(picture, 1)).containsExactly(10, 10, 20, 20);
    }

    @Test
    void symmetricImagesHaveZeroInTheMiddleEachOnItsOwnScale() {
        BufferedImage picture = GREY.symmetric(true).picture(new float[][] {{-2, 1}, {0, 0.5f}, {0, 0}});
        assertThat(row(picture, 0)).containsExactly(0, 191, 0, 128, 255, 0, 128, 128);
    }

    @Test
    void coloursComeChannelByChannelAndTheFileGivesThemBack() throws Exception {
        Path file = folder.resolve("colours.png");
        ImageGrid.of(new ImageSchema(3, 1, 2)).write(file, new float[][] {{1, 2, 3, 4, 5, 6}});
        BufferedImage picture = ImageIO.read(file.toFile());
        assertThat(picture.getRGB(0, 0)).isEqualTo(0xFF010305);
        assertThat(picture.getRGB(1, 0)).isEqualTo(0xFF020406);
    }

    @Test
    void whatIsNoImageIsRefused() {
        assertThatThrownBy(() -> ImageGrid.of(new ImageSchema(2, 1, 1)))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("pictures have 1 or 3 channels, found 2");
        assertThatThrownBy(() -> GREY.zoom(0))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessage("the zoom of a picture is at least 1, found 0");
        assertThatThrownBy(GREY::picture)
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("a picture needs at least 1 image, found none");
        assertThatThrownBy(() -> GREY.picture(new float[][] {{1, 2}}, new float[][] {{1, 2}, {1, 2, 3}}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("the picture shows images of 1×1×2, of 2 numbers; image 1 of row 1 has 3");
        assertThatThrownBy(() -> GREY.picture(new float[][] {{1, Float.NaN}}))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("image 0 of row 0 holds NaN; every value must be finite");
        Path missing = folder.resolve("none").resolve("a.png");
        assertThatThrownBy(() -> GREY.write(missing, new float[][] {{1, 2}}))
                .isInstanceOf(AutoencoderException.class)
                .hasMessage("cannot write the picture " + missing + ": java.nio.file.NoSuchFileException: " + missing);
    }
}
