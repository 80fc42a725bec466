package org.ae4j.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.ae4j.IncompatibleDataException;

/** Reads a folder of PNG and JPEG files. What they are, their bytes tell; an image's size is looked at before its pixels. */
final class ImageFolder {
    static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg");

    private final Path folder;
    private final ImageFormat format;

    ImageFolder(Path folder, ImageFormat format) {
        this.folder = folder;
        this.format = format;
    }

    Samples read() {
        ClassFolder content = ClassFolder.list(folder, "image", ENDINGS);
        List<Picture> pictures = new ArrayList<>();
        for (Path file : content.files()) {
            Picture picture = read(file);
            pictures.add(format.size().map(picture::resize).orElse(picture));
            requireSize(pictures, content.files());
        }
        int channels = format.channels()
                .orElseGet(() ->
                        pictures.stream().mapToInt(Picture::channels).max().orElseThrow());
        float[][] rows = pictures.stream()
                .map(picture -> picture.channels(channels).planes())
                .toArray(float[][]::new);
        ImageFormat.Size size = pictures.get(0).size();
        Samples samples =
                new Samples(Schema.image(channels, size.height(), size.width()), rows, null, DataFile.name(folder), 0);
        return content.classes() == null ? samples : samples.labels("label", content.classes());
    }

    /** Refuses the image that was read last if it has another size than the first. */
    private static void requireSize(List<Picture> pictures, List<Path> files) {
        int last = pictures.size() - 1;
        ImageFormat.Size first = pictures.get(0).size();
        if (!pictures.get(last).size().equals(first)) {
            throw new IncompatibleDataException(
                    "%s has %s pixels but %s has %s; give all images one size (--resize HxW)"
                            .formatted(
                                    ClassFolder.place(files.get(last)),
                                    pictures.get(last).size(),
                                    ClassFolder.place(files.get(0)),
                                    first));
        }
    }

    private static Picture read(Path file) {
        try (var bytes = new MemoryCacheImageInputStream(Files.newInputStream(file))) {
            return Picture.of(image(file, bytes));
        } catch (IncompatibleDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the JDK's readers throw both at damaged files
            throw new IncompatibleDataException(
                    "%s cannot be read as an image, it is damaged or of a kind that Java does not know: %s"
                            .formatted(ClassFolder.place(file), e.getMessage()),
                    e);
        }
    }

    private static BufferedImage image(Path file, ImageInputStream bytes) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(bytes);
        ImageReader reader = readers.hasNext() ? readers.next() : null;
        String kind = reader == null ? "" : reader.getFormatName();
        if (!kind.equalsIgnoreCase("png") && !kind.equalsIgnoreCase("jpeg")) {
            throw new IncompatibleDataException(ClassFolder.place(file) + " is no PNG or JPEG image"
                    + (Files.size(file) == 0 ? ", it is empty" : "") + "; move it elsewhere");
        }
        List<String> warnings = new ArrayList<>();
        try {
            reader.setInput(bytes, true, true);
            requireSmall(file, reader.getWidth(0), reader.getHeight(0));
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage image = reader.read(0);
            if (warnings.stream().anyMatch(warning -> warning.contains("remature end"))) {
                throw new IncompatibleDataException(ClassFolder.place(file) + " is cut short");
            }
            return image;
        } finally {
            reader.dispose();
        }
    }

    private static void requireSmall(Path file, int width, int height) {
        if ((long) width * height > ImageFormat.MOST_PIXELS) {
            throw new IncompatibleDataException("%s has %d×%d pixels, more than 16 megapixels; make it smaller"
                    .formatted(ClassFolder.place(file), height, width));
        }
    }
}
