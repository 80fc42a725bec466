package org.ae4j.evidence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Measures on MNIST how much a tied sigmoid code moves with its input: the Frobenius norm of its Jacobian over the code's own
 * spread, on 10,000 training images that are held out (to choose λ by: the largest that costs at most a tenth more error) and
 * on the test images, for several λ. Cross-entropy, as in Rifai et al. 2011, section 5; the error is that, in nats an image, and
 * the mean squared error beside it.
 *
 * <p>Arguments: epochs, size of the code, λ separated by commas (the first one 0), then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.ContractiveEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="30 60 0,0.1,0.3,0.5,0.7,1 1 2 3"
 * </pre>
 */
public final class ContractiveEvidence {
    private static final List<String> PARTS = List.of("held out", "test");

    private ContractiveEvidence() {}

    /** Of one model on some rows. */
    private record Figures(double error, double mse, double ratio) {}

    /** Takes epochs, size, weights and seeds. */
    public static void main(String[] arguments) {
        int epochs = Integer.parseInt(arguments[0]);
        int code = Integer.parseInt(arguments[1]);
        double[] weights = Arrays.stream(arguments[2].split(","))
                .mapToDouble(Double::parseDouble)
                .toArray();
        long[] seeds = LongStream.range(3, arguments.length)
                .map(i -> Long.parseLong(arguments[(int) i]))
                .toArray();
        var parts = Mnist.read("mnist", "train")
                .split(Split.train(5.0 / 6).validation(1.0 / 6).seed(1));
        Samples test = Mnist.read("mnist", "t10k");
        for (double weight : weights) {
            List<Figures[]> all = LongStream.of(seeds)
                    .mapToObj(seed -> of(code, weight, parts.train(), parts.validation(), test, epochs, seed))
                    .toList();
            for (int part = 0; part < PARTS.size(); part++) {
                int which = part;
                System.out.println("lambda " + weight + ", " + PARTS.get(part) + ": nats "
                        + Mnist.spread(all, one -> one[which].error) + "; mse "
                        + Mnist.spread(all, one -> one[which].mse) + "; ratio "
                        + Mnist.spread(all, one -> one[which].ratio));
            }
        }
    }

    private static Figures[] of(
            int code, double weight, Samples train, Samples validation, Samples test, int epochs, long seed) {
        AutoencoderSpec spec = Presets.tied(train.schema())
                .code(code)
                .likelihood(Likelihood.bernoulli())
                .contractive(weight);
        TrainingPlan plan =
                TrainingPlan.defaults().epochs(epochs).seed(seed).threads(1).referenceCodes(0);
        try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
            return new Figures[] {figures(model, validation), figures(model, test)};
        }
    }

    private static Figures figures(Autoencoder model, Samples rows) {
        int size = model.spec().bottleneck().size();
        double[] norms = norms(model, size);
        float[][] codes = model.encode(rows);
        double jacobian = 0;
        double[] mean = new double[size];
        double[] squares = new double[size];
        for (float[] code : codes) {
            double norm = 0;
            for (int j = 0; j < size; j++) {
                double slope = code[j] * (1.0 - code[j]);
                norm += slope * slope * norms[j];
                mean[j] += code[j] / (double) codes.length;
                squares[j] += code[j] * (double) code[j] / codes.length;
            }
            jacobian += Math.sqrt(norm) / codes.length;
        }
        double variance = 0;
        for (int j = 0; j < size; j++) {
            variance += squares[j] - mean[j] * mean[j];
        }
        return new Figures(
                crossEntropy(model, rows), Reconstruction.of(model, rows).mse(), jacobian / Math.sqrt(variance));
    }

    private static double crossEntropy(Autoencoder model, Samples rows) {
        int inputs = model.spec().inputs();
        double sum = 0;
        for (int i = 0; i < rows.rows(); i++) {
            float[] row = model.scaling().transform(rows, i, i + 1);
            float[] found = model.reconstructScaled(row, 1);
            for (int j = 0; j < inputs; j++) {
                double p = Math.max(1e-7, Math.min(1 - 1e-7, found[j]));
                sum -= row[j] * Math.log(p) + (1 - row[j]) * Math.log(1 - p);
            }
        }
        return sum / rows.rows();
    }

    /** Squared norms of each unit's weights, which lie first among the parameters. */
    private static double[] norms(Autoencoder model, int size) {
        float[] parameters = model.parameters();
        int inputs = model.spec().inputs();
        double[] norms = new double[size];
        for (int j = 0; j < size; j++) {
            for (int i = 0; i < inputs; i++) {
                double weight = parameters[j * inputs + i];
                norms[j] += weight * weight;
            }
        }
        return norms;
    }
}
