package org.ae4j.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.evaluate.LikelihoodBound;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Schedule;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingListener;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Trains a variational autoencoder 784-400-z40 on statically binarised MNIST (pixel above half of the range), 50,000 images to
 * train on and 10,000 to choose the epoch by, and keeps it in a folder; then measures the negative log-likelihood of the
 * 10,000 test images by importance sampling.
 *
 * <p>Arguments: folder, epochs, seed, importance samples. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.BinarisedEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="FOLDER 500 1 1000"
 * </pre>
 */
public final class BinarisedEvidence {
    private static final float HALF = 127.5f;
    private static final float WHITE = 255;

    private BinarisedEvidence() {}

    /** Takes folder, epochs, seed and importance samples. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int epochs = Integer.parseInt(arguments[1]);
        long seed = Long.parseLong(arguments[2]);
        Path mnist = Path.of(System.getenv("AE_DATA"), "mnist");
        Path file = folder.resolve("binarised-%d-%d.safetensors".formatted(epochs, seed));
        if (!Files.exists(file)) {
            try (Autoencoder model = train(mnist, epochs, seed)) {
                model.save(file);
            }
        }
        try (Autoencoder model = Autoencoder.load(file)) {
            Samples test = binarised(mnist.resolve("t10k-images-idx3-ubyte.gz"));
            System.out.printf(
                    Locale.ROOT,
                    "%s: %s%n",
                    file.getFileName(),
                    LikelihoodBound.of(model, test, Integer.parseInt(arguments[3]), seed));
        }
    }

    private static Autoencoder train(Path mnist, int epochs, long seed) {
        Samples all = binarised(mnist.resolve("train-images-idx3-ubyte.gz"));
        var parts = all.split(Split.train(5.0 / 6).validation(1.0 / 6).seed(seed));
        AutoencoderSpec spec = Presets.variational(all.schema()).hidden(400).code(40);
        TrainingPlan plan = TrainingPlan.defaults()
                .epochs(epochs)
                .patience(epochs)
                .updater(new Adam(1e-3))
                .schedule(Schedule.cosine())
                .threads(1)
                .seed(seed);
        return Trainer.of(spec, plan)
                .listen(TrainingListener.logging())
                .fit(parts.train(), parts.validation())
                .model();
    }

    private static Samples binarised(Path images) {
        Samples grey = Samples.idx(images);
        float[][] rows = new float[grey.rows()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = grey.row(i);
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = rows[i][j] > HALF ? WHITE : 0;
            }
        }
        return grey.withValues(rows);
    }
}
