package org.ae4j.examples;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.ImageQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Compresses small images to the indices of a codebook's vectors, beside JPEG: bits per pixel and PSNR on images that neither
 * has seen. A code is exactly as long as its indices; the codebook and the networks are shared by all images and not counted.
 * Of JPEG the image's own scan is counted and its headers and tables, the same for all, are not: to its advantage.
 */
public final class CompressionExample {
    private static final ImageSchema SIZE = new ImageSchema(1, 28, 28);
    private static final int SCAN = 0xDA;

    private CompressionExample() {}

    /** Bits per pixel, and decibels of the peak signal-to-noise ratio. */
    public record Point(double bits, double psnr) {}

    /** A quantised code's point, and JPEG's at its lowest quality: the fewest bits that it can do. */
    public record Result(Point code, Point jpeg) {}

    /** Trains on drawn signs and compresses others. */
    public static Result run(long seed) {
        Samples train = Samples.glyphs(6000, seed);
        Samples test = Samples.glyphs(500, 1000 + seed);
        var bottleneck = Bottleneck.vectorQuantized(32, 256, 8);
        AutoencoderSpec spec = Presets.vectorQuantized(train.schema()).bottleneck(bottleneck);
        TrainingPlan plan = TrainingPlan.defaults().epochs(30).seed(seed);
        try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
            float[][] originals = rows(test);
            var code = new Point(bottleneck.bits() / SIZE.size(), psnr(originals, rows(model.reconstruct(test))));
            return new Result(code, jpeg(originals, 0));
        }
    }

    /** JPEG at a quality of 0 to 1. */
    static Point jpeg(float[][] originals, float quality) {
        float[][] decoded = new float[originals.length][];
        double bytes = 0;
        for (int i = 0; i < originals.length; i++) {
            byte[] file = encoded(originals[i], quality);
            bytes += scan(file);
            decoded[i] = decoded(file);
        }
        return new Point(8 * bytes / originals.length / SIZE.size(), psnr(originals, decoded));
    }

    private static byte[] encoded(float[] pixels, float quality) {
        var image = new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setPixels(0, 0, SIZE.width(), SIZE.height(), pixels);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(quality);
        var bytes = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static float[] decoded(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file))
                    .getRaster()
                    .getPixels(0, 0, SIZE.width(), SIZE.height(), (float[]) null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes from the last start-of-scan marker on. */
    private static int scan(byte[] file) {
        return IntStream.iterate(file.length - 2, i -> i >= 0, i -> i - 1)
                .filter(i -> file[i] == (byte) 0xFF && file[i + 1] == (byte) SCAN)
                .map(i -> file.length - i)
                .findFirst()
                .orElse(file.length);
    }

    private static double psnr(float[][] originals, float[][] images) {
        return ImageQuality.of(SIZE, originals, images, 255).psnr();
    }

    private static float[][] rows(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::row).toArray(float[][]::new);
    }

    public static void main(String[] none) {
        for (long seed = 1; seed <= 3; seed++) {
            Result result = run(seed);
            System.out.printf("code: %.3f bits per pixel, %.1f dB; ", result.code.bits, result.code.psnr);
            System.out.printf("JPEG: %.3f bits per pixel, %.1f dB%n", result.jpeg.bits, result.jpeg.psnr);
        }
    }
}
