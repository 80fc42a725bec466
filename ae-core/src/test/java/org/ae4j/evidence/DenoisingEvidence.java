package org.ae4j.evidence;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Cleans noisy test images of MNIST by a denoising autoencoder and by the same network trained without noise, both given the
 * same images: 784-512-128, ReLU, linear code, Adam 1e-3, batch 128. Prints the mean squared error to the clean image.
 *
 * <p>Arguments: epochs, then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.DenoisingEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="20 1 2 3"
 * </pre>
 */
public final class DenoisingEvidence {
    private static final int CHUNK = 1000;

    private DenoisingEvidence() {}

    /** One seed's errors. */
    private record Errors(double plain, double denoising) {}

    /** Takes epochs and seeds. */
    public static void main(String[] arguments) {
        int epochs = Integer.parseInt(arguments[0]);
        long[] seeds = LongStream.range(1, arguments.length)
                .map(i -> Long.parseLong(arguments[(int) i]))
                .toArray();
        Samples train = Mnist.read("mnist", "train");
        Samples test = Mnist.read("mnist", "t10k");
        for (Corruption corruption : List.of(Corruption.masking(0.3), Corruption.gaussian(0.3))) {
            List<Errors> errors = LongStream.of(seeds)
                    .mapToObj(seed -> new Errors(
                            error(Corruption.none(), corruption, train, test, epochs, seed),
                            error(corruption, corruption, train, test, epochs, seed)))
                    .toList();
            System.out.println(corruption + ", plain: " + Mnist.spread(errors, Errors::plain) + "; denoising: "
                    + Mnist.spread(errors, Errors::denoising) + "; ratio: "
                    + Mnist.spread(errors, one -> one.denoising / one.plain));
        }
    }

    private static double error(Corruption learnt, Corruption met, Samples train, Samples test, int epochs, long seed) {
        AutoencoderSpec spec =
                Presets.dense(train.schema()).hidden(512).code(128).corruption(learnt);
        TrainingPlan plan =
                TrainingPlan.defaults().epochs(epochs).seed(seed).threads(1).referenceCodes(0);
        try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
            double sum = 0;
            var random = new SplittableRandom(seed);
            for (int from = 0; from < test.rows(); from += CHUNK) {
                float[] clean = model.scaling().transform(test, from, from + CHUNK);
                float[] noisy = clean.clone();
                met.corrupt(test.schema(), noisy, 0, noisy.length, null, random);
                float[] cleaned = model.reconstructScaled(noisy, CHUNK);
                for (int i = 0; i < clean.length; i++) {
                    sum += (cleaned[i] - clean[i]) * (double) (cleaned[i] - clean[i]);
                }
            }
            return sum / test.rows() / test.schema().size();
        }
    }
}
