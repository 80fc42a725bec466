package org.ae4j.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * The convolutional preset as it comes, with a code of 64 numbers, on images: filters 16-32, RELU, Adam 1e-3, batch 128. Prints
 * the mean squared error of the test images after the last epoch.
 *
 * <p>Arguments: {@code mnist} or {@code fashion-mnist}, epochs, then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.ConvolutionalEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="mnist 20 1 2 3"
 * </pre>
 */
public final class ConvolutionalEvidence {
    private ConvolutionalEvidence() {}

    /** Takes set, epochs and seeds. */
    public static void main(String[] arguments) {
        int epochs = Integer.parseInt(arguments[1]);
        Samples train = Mnist.read(arguments[0], "train").withoutLabels();
        Samples test = Mnist.read(arguments[0], "t10k").withoutLabels();
        AutoencoderSpec spec = Presets.convolutional(train.schema()).code(64);
        var errors = new ArrayList<Double>();
        for (String seed : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            TrainingPlan plan = TrainingPlan.defaultsFor(spec)
                    .epochs(epochs)
                    .seed(Long.parseLong(seed))
                    .threads(1)
                    .referenceCodes(0);
            try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
                errors.add(Reconstruction.of(model, test).mse());
                System.out.println("seed " + seed + ": " + errors.get(errors.size() - 1));
            }
        }
        System.out.println(arguments[0] + ", " + epochs + " epochs: " + Mnist.spread(errors, Double::doubleValue));
    }
}
