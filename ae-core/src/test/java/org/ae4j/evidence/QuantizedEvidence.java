package org.ae4j.evidence;

import java.util.List;
import java.util.stream.LongStream;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.ae4j.train.Schedule;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Codes of 144 bits on Fashion-MNIST: 16 vectors out of 512 (9 bits each), beside 18 plain numbers rounded to 256 levels between
 * their smallest and largest training code. Both 784-512-code-512-784, SWISH, Adam on a cosine from 1e-3, the same epochs.
 * Prints the codebook's perplexity over the test images and the test MSE of both.
 *
 * <p>Arguments: epochs, then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.QuantizedEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="30 1 2 3"
 * </pre>
 */
public final class QuantizedEvidence {
    private static final int VECTORS = 16;
    private static final int CODES = 512;
    private static final int PLAIN = VECTORS * 9 / 8;
    private static final int LEVELS = 256;

    private QuantizedEvidence() {}

    /** One seed's figures. */
    private record Figures(double perplexity, double quantized, double plain) {}

    /** Takes epochs and seeds. */
    public static void main(String[] arguments) {
        int epochs = Integer.parseInt(arguments[0]);
        Samples train = Mnist.read("fashion-mnist", "train");
        Samples test = Mnist.read("fashion-mnist", "t10k");
        List<Figures> all = LongStream.range(1, arguments.length)
                .map(i -> Long.parseLong(arguments[(int) i]))
                .mapToObj(seed -> figures(train, test, epochs, seed))
                .toList();
        System.out.println("perplexity " + Mnist.spread(all, Figures::perplexity) + "; test mse quantised "
                + Mnist.spread(all, Figures::quantized) + ", plain 8 bits " + Mnist.spread(all, Figures::plain));
    }

    private static Figures figures(Samples train, Samples test, int epochs, long seed) {
        TrainingPlan plan = TrainingPlan.defaults()
                .epochs(epochs)
                .updater(new Adam(1e-3))
                .schedule(Schedule.cosine())
                .seed(seed)
                .threads(1)
                .referenceCodes(0);
        AutoencoderSpec spec = Presets.dense(train.schema()).hidden(512).activation(Activation.SWISH);
        try (Autoencoder quantized = Trainer.of(spec.bottleneck(Bottleneck.vectorQuantized(VECTORS, CODES, 8)), plan)
                        .fit(train)
                        .model();
                Autoencoder plain =
                        Trainer.of(spec.code(PLAIN), plan).fit(train).model()) {
            return new Figures(
                    perplexity(quantized.indices(test)),
                    Reconstruction.of(quantized, test).mse(),
                    rounded(plain, train, test));
        }
    }

    private static double perplexity(int[][] indices) {
        double[] counts = new double[CODES];
        double all = 0;
        for (int[] row : indices) {
            for (int index : row) {
                counts[index]++;
                all++;
            }
        }
        double entropy = 0;
        for (double count : counts) {
            entropy -= count > 0 ? count / all * Math.log(count / all) : 0;
        }
        return Math.exp(entropy);
    }

    /** The scaled MSE of reconstructions from rounded codes. */
    private static double rounded(Autoencoder model, Samples train, Samples test) {
        float[][] known = model.encode(train);
        float[][] codes = model.encode(test);
        for (int j = 0; j < PLAIN; j++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (float[] code : known) {
                least = Math.min(least, code[j]);
                most = Math.max(most, code[j]);
            }
            float step = (most - least) / (LEVELS - 1);
            for (float[] code : codes) {
                float level = Math.max(0, Math.min(LEVELS - 1, Math.round((code[j] - least) / step)));
                code[j] = least + level * step;
            }
        }
        float[][] decoded = model.decode(codes);
        double sum = 0;
        for (int i = 0; i < decoded.length; i++) {
            for (int j = 0; j < decoded[i].length; j++) {
                double difference = (decoded[i][j] - test.value(i, j)) / 255;
                sum += difference * difference;
            }
        }
        return sum / decoded.length / test.schema().size();
    }
}
