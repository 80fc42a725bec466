package org.ae4j.evidence;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.ae4j.data.ImageFormat;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;
import org.ae4j.data.Unzipped;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.evaluate.Pca;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * What convolutional and recurrent autoencoders make of digits, colour photographs, images of an odd size, heartbeats and spoken
 * digits: pictures of originals and reconstructions, and of what the numbers of a convolutional variational code do. Prints each
 * model's mean squared error beside that of as many principal components.
 *
 * <p>Arguments: a folder to unpack into, the folder for the pictures, epochs for digits, epochs for photographs, seed. With
 * {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.PictureEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="FOLDER docs/images 10 60 1"
 * </pre>
 */
public final class PictureEvidence {
    private static final int SHOWN = 12;

    private final Path unpacked;
    private final Path pictures;
    private final long seed;

    private PictureEvidence(Path unpacked, Path pictures, long seed) {
        this.unpacked = unpacked;
        this.pictures = pictures;
        this.seed = seed;
    }

    /** Takes two folders, epochs of both kinds, and the seed. */
    public static void main(String[] arguments) throws IOException {
        var evidence = new PictureEvidence(Path.of(arguments[0]), Path.of(arguments[1]), Long.parseLong(arguments[4]));
        int epochs = Integer.parseInt(arguments[2]);
        evidence.heartbeats();
        evidence.photographs(Integer.parseInt(arguments[3]));
        evidence.odd(epochs);
        evidence.speech();
        evidence.digits(epochs);
        evidence.traversal(epochs);
    }

    private Autoencoder trained(AutoencoderSpec spec, Samples train, UnaryOperator<TrainingPlan> change) {
        TrainingPlan plan = TrainingPlan.defaultsFor(spec).seed(seed).threads(1).referenceCodes(0);
        return Trainer.of(spec, change.apply(plan)).fit(train.withoutLabels()).model();
    }

    private static void print(String what, Autoencoder model, Samples train, Samples test) {
        double pca = model.scaling().inputs() > Pca.LIMIT
                ? Double.NaN
                : Pca.fit(model.scaling(), train, model.spec().bottleneck().size())
                        .mse(test);
        System.out.printf(
                "%s: test MSE %.5f, PCA %.5f%n",
                what, Reconstruction.of(model, test).mse(), pca);
    }

    private void images(String name, AutoencoderSpec spec, Samples train, Samples test, int epochs) {
        try (Autoencoder model = trained(spec, train, plan -> plan.epochs(epochs))) {
            print(name, model, train, test);
            Samples shown = test.select(
                    IntStream.range(0, SHOWN).map(i -> i * test.rows() / SHOWN).toArray());
            ImageGrid.of((ImageSchema) spec.schema())
                    .zoom(2)
                    .write(pictures.resolve(name + ".png"), rows(shown), rows(model.reconstruct(shown)));
        }
    }

    private static float[][] rows(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::row).toArray(float[][]::new);
    }

    private void digits(int epochs) {
        Samples train = Mnist.read("mnist", "train");
        AutoencoderSpec spec = Presets.convolutional(train.schema()).code(64);
        images("convolutional-digits", spec, train, Mnist.read("mnist", "t10k"), epochs);
    }

    private void traversal(int epochs) {
        Samples train = Mnist.read("mnist", "train");
        AutoencoderSpec spec = Presets.convolutionalVariational(train.schema()).code(2);
        try (Autoencoder model = trained(spec, train, plan -> plan.epochs(epochs))) {
            float[][][] grid = new float[15][15][];
            for (int i = 0; i < grid.length; i++) {
                for (int j = 0; j < grid.length; j++) {
                    grid[i][j] = model.decode(new float[] {(j - 7) / 3f, (7 - i) / 3f});
                }
            }
            ImageGrid.of((ImageSchema) spec.schema())
                    .write(pictures.resolve("convolutional-variational-traversal.png"), grid);
        }
    }

    private void photographs(int epochs) {
        Path folder = unpacked.resolve("cifar10");
        if (!Files.exists(folder)) {
            Path archive = Path.of(System.getenv("AE_DATA"), "cifar10", "cifar10-jpeg-subset.zip");
            Unzipped.into(folder, archive, name -> name.endsWith(".jpg"));
        }
        Samples train = Samples.images(folder.resolve("train"));
        AutoencoderSpec spec = Presets.convolutional(train.schema());
        images("convolutional-photographs", spec, train, Samples.images(folder.resolve("test")), epochs);
    }

    /** Digits, resized to 27 × 31 pixels. */
    private void odd(int epochs) throws IOException {
        Path folder = unpacked.resolve("digits");
        for (String part : new String[] {"train", "t10k"}) {
            Path images = Files.createDirectories(folder.resolve(part));
            Samples digits = Mnist.read("mnist", part);
            for (int i = 0; i < 5000; i++) {
                var image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
                image.getRaster().setPixels(0, 0, 28, 28, digits.row(i));
                ImageIO.write(
                        image, "png", images.resolve("%05d.png".formatted(i)).toFile());
            }
        }
        ImageFormat format = ImageFormat.defaults().resize(31, 27);
        Samples train = Samples.images(folder.resolve("train"), format);
        AutoencoderSpec spec = Presets.convolutional(train.schema());
        images("convolutional-odd", spec, train, Samples.images(folder.resolve("t10k"), format), 3 * epochs);
    }

    private void speech() {
        Samples all = SpeechEvidence.recordings(unpacked);
        Samples train = all.select(
                IntStream.range(0, all.rows()).filter(i -> i % 10 > 2).toArray());
        Samples test = all.select(
                IntStream.range(0, all.rows()).filter(i -> i % 10 <= 2).toArray());
        AutoencoderSpec spec = Presets.convolutional(all.schema()).code(32);
        try (Autoencoder model = trained(spec, train, plan -> plan)) {
            print("convolutional-speech", model, train, test);
            Samples shown = test.select(0, 20, 40, 60, 80, 100, 120, 140);
            ImageGrid.of(new ImageSchema(1, 40, 40))
                    .zoom(2)
                    .write(
                            pictures.resolve("convolutional-speech.png"),
                            turned(shown),
                            turned(model.reconstruct(shown)));
        }
    }

    /** Frames from left to right, low frequencies below; −80 dB black. */
    private static float[][] turned(Samples spectrograms) {
        float[][] rows = rows(spectrograms);
        float[][] turned = new float[rows.length][40 * 40];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < 40 * 40; k++) {
                turned[i][(39 - k % 40) * 40 + k / 40] = (rows[i][k] + 80) * 255 / 80;
            }
        }
        return turned;
    }

    private void heartbeats() throws IOException {
        Samples train = HeartbeatEvidence.beats("ECG5000_TRAIN.csv.gz").only("1");
        Samples test = HeartbeatEvidence.beats("ECG5000_TEST_sample.csv.gz");
        AutoencoderSpec spec = Presets.recurrent(train.schema());
        try (Autoencoder model = trained(spec, train, plan -> plan)) {
            print("recurrent-heartbeats, normal ones", model, train, test.only("1"));
            var picture = new BufferedImage(900, 300, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = picture.createGraphics();
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, 900, 300);
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            Samples shown = concat(test.only("1"), test.only("2"));
            Samples back = model.reconstruct(shown);
            for (int i = 0; i < 2; i++) {
                graphics.setStroke(new BasicStroke(2.5f));
                curve(graphics, shown.row(i), i, new Color(0x33, 0x33, 0x33));
                curve(graphics, back.row(i), i, new Color(0xd9, 0x5f, 0x02));
            }
            graphics.dispose();
            ImageIO.write(
                    picture, "png", pictures.resolve("recurrent-heartbeats.png").toFile());
        }
    }

    private static Samples concat(Samples a, Samples b) {
        return Samples.of(a.schema(), new float[][] {a.row(0), b.row(0)});
    }

    private static void curve(Graphics2D graphics, float[] values, int place, Color color) {
        var path = new Path2D.Double();
        for (int i = 0; i < values.length; i++) {
            double x = 450 * place + 15 + 420.0 * i / values.length;
            double y = 150 - 25 * values[i];
            if (i == 0) {
                path.moveTo(x, y);
            } else {
                path.lineTo(x, y);
            }
        }
        graphics.setColor(color);
        graphics.draw(path);
    }
}
