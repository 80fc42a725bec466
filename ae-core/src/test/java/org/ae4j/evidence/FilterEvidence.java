package org.ae4j.evidence;

import java.nio.file.Path;
import java.util.Arrays;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Draws what the units of a sparse code look for in MNIST: the weights into each, for a KL-sparse and a k-sparse code of 256
 * numbers and no hidden layers, each on its own scale with 0 in the middle. Prints mean activation and test MSE.
 *
 * <p>Arguments: folder for the pictures, epochs, sparsity weight, active units, seed. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.FilterEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="docs/images 30 1 25 1"
 * </pre>
 */
public final class FilterEvidence {
    private static final int CODE = 256;
    private static final int ROWS = 8;
    private static final int COLUMNS = 16;

    private FilterEvidence() {}

    /** Takes folder, epochs, weight, active units and seed. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Samples train = Mnist.read("mnist", "train");
        Samples test = Mnist.read("mnist", "t10k");
        TrainingPlan plan = TrainingPlan.defaults()
                .epochs(Integer.parseInt(arguments[1]))
                .seed(Long.parseLong(arguments[4]))
                .threads(1)
                .referenceCodes(0);
        AutoencoderSpec sparse = Presets.sparse(train.schema())
                .bottleneck(Bottleneck.sparse(CODE, 0.05, Double.parseDouble(arguments[2])));
        draw(sparse, plan, train, test, folder.resolve("filters-sparse.png"));
        AutoencoderSpec kSparse = Presets.kSparse(train.schema())
                .bottleneck(
                        Bottleneck.kSparse(CODE, Integer.parseInt(arguments[3])).warmUp(plan.epochs() / 2.0));
        draw(kSparse, plan, train, test, folder.resolve("filters-k-sparse.png"));
    }

    private static void draw(AutoencoderSpec spec, TrainingPlan plan, Samples train, Samples test, Path file) {
        try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
            double sum = 0;
            for (float[] code : model.encode(test)) {
                for (float unit : code) {
                    sum += unit / test.rows() / CODE;
                }
            }
            System.out.printf(
                    "%s: mean activation %.4f, test mse %.5f%n",
                    spec.bottleneck(), sum, Reconstruction.of(model, test).mse());
            float[] weights = model.parameters();
            int inputs = spec.inputs();
            float[][][] grid = new float[ROWS][COLUMNS][];
            for (int i = 0; i < ROWS * COLUMNS; i++) {
                grid[i / COLUMNS][i % COLUMNS] = Arrays.copyOfRange(weights, i * inputs, (i + 1) * inputs);
            }
            ImageGrid.of((ImageSchema) spec.schema()).symmetric(true).write(file, grid);
        }
    }
}
