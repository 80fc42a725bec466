package org.ae4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.ae4j.IncompatibleDataException;
import org.ae4j.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
    @TempDir
    Path folder;

    private Path write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.endsWith("png") ? "png" : "jpg", file.toFile()))
                .isTrue();
        return file;
    }

    private static BufferedImage grey(int width, int... samples) {
        var image = new BufferedImage(width, samples.length / width, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, width, samples.length / width, 0, samples);
        return image;
    }

    private static BufferedImage colored(int type, int width, int... argb) {
        var image = new BufferedImage(width, argb.length / width, type);
        image.setRGB(0, 0, width, argb.length / width, argb, 0, width);
        return image;
    }

    private void refused(String message) {
        assertThatThrownBy(() -> Samples.images(folder))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage(message);
    }

    @Test
    void filesWithoutSubfoldersAreUnlabelledGreyImagesInTheOrderOfTheirNames() throws IOException {
        write("b.png", grey(2, 1, 2, 3, 4, 5, 255));
        write("a.png", grey(2, 0, 50, 100, 150, 200, 250));
        Files.write(folder.resolve(".DS_Store"), new byte[] {1});
        Samples samples = Samples.images(folder);
        assertThat(samples.schema()).isEqualTo(Schema.image(1, 3, 2));
        assertThat(samples.row(0)).containsExactly(0, 50, 100, 150, 200, 250);
        assertThat(samples.row(1)).containsExactly(1, 2, 3, 4, 5, 255);
        assertThat(samples.isLabelled()).isFalse();
        assertThat(samples.source()).isEqualTo(folder.getFileName().toString());
    }

    @Test
    void subfoldersAreLabelsAndOneColourFileMakesAllColour() throws IOException {
        write("dog/1.png", colored(BufferedImage.TYPE_INT_RGB, 2, 0xff0102, 0x03fe04));
        write("cat/2.png", grey(2, 7, 9));
        Samples samples = Samples.images(folder);
        assertThat(samples.schema()).isEqualTo(Schema.image(3, 1, 2));
        assertThat(samples.label(0)).isEqualTo("cat");
        assertThat(samples.label(1)).isEqualTo("dog");
        assertThat(samples.labelName()).contains("label");
        assertThat(samples.row(0)).containsExactly(7, 9, 7, 9, 7, 9);
        assertThat(samples.row(1)).containsExactly(255, 3, 1, 254, 2, 4);
    }

    @Test
    void theNumberOfChannelsCanBeGiven() throws IOException {
        write("a.png", colored(BufferedImage.TYPE_INT_RGB, 3, 0xff0000, 0x00ff00, 0x0000ff));
        Samples grey = Samples.images(folder, ImageFormat.defaults().channels(1));
        assertThat(grey.row(0)).containsExactly(76, 150, 29);
        write("a.png", grey(3, 1, 2, 3));
        assertThat(Samples.images(folder, ImageFormat.defaults().channels(3)).row(0))
                .containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3);
    }

    @Test
    void transparentPixelsAreSeenOnBlack() throws IOException {
        write("a.png", colored(BufferedImage.TYPE_INT_ARGB, 3, 0xffffffff, 0x80ff8000, 0x00ffffff));
        assertThat(Samples.images(folder).row(0)).containsExactly(255, 128, 0, 255, 64, 0, 255, 0, 0);
    }

    @Test
    void palettesAndDeepGreyAreReadAsTheyLook() throws IOException {
        byte[] levels = {0, (byte) 170, (byte) 255};
        var palette = new IndexColorModel(8, 3, levels, levels, levels);
        var indexed = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        indexed.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {2, 1, 0});
        write("a.png", indexed);
        var deep = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {0, 257 * 100, 65535});
        write("b.png", deep);
        Samples samples = Samples.images(folder);
        assertThat(samples.schema()).isEqualTo(Schema.image(1, 1, 3));
        assertThat(samples.row(0)).containsExactly(255, 170, 0);
        assertThat(samples.row(1)).containsExactly(0, 100, 255);
    }

    @Test
    void greyMayBeTransparentOrOfFewLevels() throws IOException {
        var colors = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        var raster = colors.createCompatibleWritableRaster(3, 1);
        raster.setPixels(0, 0, 3, 1, new int[] {200, 255, 200, 51, 200, 0});
        write("a.png", new BufferedImage(colors, raster, false, null));
        var levels = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
        levels.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {1, 0, 1});
        write("b.png", levels);
        Samples samples = Samples.images(folder);
        assertThat(samples.schema()).isEqualTo(Schema.image(1, 1, 3));
        assertThat(samples.row(0)).containsExactly(200, 40, 0);
        assertThat(samples.row(1)).containsExactly(255, 0, 255);
    }

    @Test
    void resizingAveragesWhatAPixelCoversAndInterpolatesBetweenPixels() throws IOException {
        write("a.png", grey(4, 10, 20, 30, 40, 10, 20, 30, 40));
        write("b.png", grey(1, 90));
        Samples small = Samples.images(folder, ImageFormat.defaults().resize(1, 2));
        // Weights of the triangle two pixels wide around 0.5: 3/4 and 1/4 of the neighbours, cut at the edge.
        assertThat(small.row(0)).containsExactly(Math.round((0.75f * 10 + 0.75f * 20 + 0.25f * 30) / 1.75f), 33);
        assertThat(small.row(1)).containsExactly(90, 90);
        Files.delete(folder.resolve("b.png"));
        Samples large = Samples.images(folder, ImageFormat.defaults().resize(2, 8));
        assertThat(Arrays.copyOf(large.row(0), 8))
                .containsExactly(new float[] {10, 13, 18, 23, 28, 33, 38, 40}, within(0.5f));
        assertThat(Samples.images(folder, ImageFormat.defaults().resize(2, 4)).row(0))
                .containsExactly(10, 20, 30, 40, 10, 20, 30, 40);
    }

    @Test
    void jpegIsReadAsItIsWritten() throws IOException {
        var image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        var canvas = image.createGraphics();
        canvas.setColor(new Color(200, 100, 50));
        canvas.fillRect(0, 0, 16, 16);
        canvas.dispose();
        write("a.jpg", image);
        float[] row = Samples.images(folder).row(0);
        assertThat(row).hasSize(768);
        assertThat(row[0]).isCloseTo(200, within(2f));
        assertThat(row[256]).isCloseTo(100, within(2f));
        assertThat(row[767]).isCloseTo(50, within(2f));
    }

    @Test
    void imagesOfDifferentSizesAreRefusedByName() throws IOException {
        String name = folder.getFileName().toString();
        write("a.png", grey(2, 1, 2));
        write("b.png", grey(1, 1, 2, 3));
        refused(name + "/b.png has 3×1 pixels but " + name + "/a.png has 1×2; give all images one size (--resize HxW)");
    }

    @Test
    void whatIsNoImageIsRefusedByName() throws IOException {
        refused(folder + " has no images, whose names end in .png, .jpg, .jpeg");
        String name = folder.getFileName().toString();
        Path file = Files.write(folder.resolve("a.png"), new byte[0]);
        refused(name + "/a.png is no PNG or JPEG image, it is empty; move it elsewhere");
        Files.writeString(file, "GIF89a, or so");
        refused(name + "/a.png is no PNG or JPEG image; move it elsewhere");
        ImageIO.write(grey(1, 1), "bmp", file.toFile());
        refused(name + "/a.png is no PNG or JPEG image; move it elsewhere");
        Files.move(file, folder.resolve("notes.txt"));
        refused(folder.resolve("notes.txt")
                + " is no image, its name does not end in .png, .jpg, .jpeg; move it elsewhere");
    }

    @Test
    void foldersMustBeSortedByClassOrNotAtAll() throws IOException {
        write("cat/a.png", grey(1, 1));
        write("b.png", grey(1, 1));
        refused(folder + " has images both in it and in subfolders; put all into it, or each into the subfolder of its"
                + " class");
        Files.delete(folder.resolve("b.png"));
        write("cat/old/c.png", grey(1, 1));
        refused(folder.resolve("cat/old")
                + " is a folder within that of a class; name the folder whose subfolders are the classes");
        assertThatThrownBy(() -> Samples.images(folder.resolve("cat/a.png")))
                .hasMessage(folder.resolve("cat/a.png") + " is a file, expected a folder of images");
        assertThatThrownBy(() -> Samples.images(folder.resolve("dog")))
                .hasMessage(folder.resolve("dog") + " does not exist");
    }

    @Test
    void damagedImagesAreRefusedByName() throws IOException {
        String name = folder.getFileName().toString();
        Path png = write("a.png", grey(40, new Random(1).ints(1600, 0, 256).toArray()));
        byte[] bytes = Files.readAllBytes(png);
        for (int length = 8; length < bytes.length - 24; length += 17) { // behind that are checksums, no pixels
            Files.write(png, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Samples.images(folder))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessageStartingWith(name + "/a.png ");
        }
        Files.delete(png);
        Path jpeg = write("a.jpg", colored(BufferedImage.TYPE_INT_RGB, 32, new int[1024]));
        byte[] whole = Files.readAllBytes(jpeg);
        Files.write(jpeg, Arrays.copyOf(whole, whole.length - 20));
        refused(name + "/a.jpg is cut short");
    }

    @Test
    void noByteOfAnImageLeadsToAnythingElseThanARefusal() throws IOException {
        int refused = 0;
        for (String name : List.of("a.png", "a.jpg")) {
            byte[] bytes = Files.readAllBytes(
                    write(name, grey(8, new Random(1).ints(64, 0, 256).toArray())));
            for (int i = 0; i < bytes.length; i += 2) {
                byte[] changed = bytes.clone();
                changed[i] ^= (byte) 0x91;
                Files.write(folder.resolve(name), changed);
                Throwable thrown = catchThrowable(() -> Samples.images(folder));
                if (thrown != null) {
                    assertThat(thrown).as("%s, byte %d", name, i).isInstanceOf(IncompatibleDataException.class);
                    refused++;
                }
            }
            Files.delete(folder.resolve(name));
        }
        assertThat(refused).isGreaterThan(60);
    }

    @Test
    void absurdSizesAreRefusedBeforeMemoryIsTaken() throws IOException {
        Path file = folder.resolve("a.png");
        try (var out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeLong(0x89504e470d0a1a0aL);
            out.writeInt(13);
            out.writeInt(0x49484452); // IHDR
            out.writeInt(60_000);
            out.writeInt(50_000);
            out.write(new byte[] {8, 2, 0, 0, 0});
            out.writeInt(0);
        }
        refused(folder.getFileName() + "/a.png has 50000×60000 pixels, more than 16 megapixels; make it smaller");
    }

    @Test
    void formatsThatCannotBeAreRefused() {
        ImageFormat defaults = ImageFormat.defaults();
        assertThatThrownBy(() -> defaults.channels(2))
                .isInstanceOf(IncompatibleDataException.class)
                .hasMessage("images have 1 channel (grey) or 3 (colour), found 2");
        for (List<Integer> size : List.of(List.of(0, 5), List.of(5000, 5000))) {
            assertThatThrownBy(() -> defaults.resize(size.get(0), size.get(1)))
                    .isInstanceOf(IncompatibleDataException.class)
                    .hasMessage("images have sizes of at least 1×1 and at most 16 megapixels, found %d×%d"
                            .formatted(size.get(0), size.get(1)));
        }
    }

    @Test
    void cifarIsReadByClass() {
        Unzipped.into(folder, TestData.require("cifar10/cifar10-jpeg-subset.zip"), name -> name.startsWith("test/"));
        Samples samples = Samples.images(folder.resolve("test"));
        assertThat(samples.schema()).isEqualTo(Schema.image(3, 32, 32));
        assertThat(samples.rows()).isEqualTo(500);
        assertThat(samples.classes()).hasSize(10).startsWith("airplane", "automobile");
        assertThat(samples.only("frog").rows()).isEqualTo(50);
        double sum = 0;
        for (int i = 0; i < 500; i++) {
            for (float value : samples.row(i)) {
                sum += value;
            }
        }
        assertThat(sum / 500 / 3072).isCloseTo(120.7, within(4.0)); // the published mean over all 60,000 images
    }
}
