package org.ae4j.pretrain.evidence;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.Split;
import org.ae4j.evaluate.SimpleClassifiers;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.semi.NeighbourTargets;
import org.ae4j.pretrain.semi.UnitRows;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.ae4j.train.Schedule;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What neighbour targets are worth on scikit-learn's digits: a linear classifier on codes, of a convolutional autoencoder, of the
 * same trained on with its own targets, and of the same trained on with neighbour targets for as many steps. Prints accuracies
 * on the 20 % of the rows that are held out.
 *
 * <p>Arguments: seeds of the split. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-pretrain -am test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=org.ae4j.pretrain.evidence.NeighbourTargetsEvidence -Dexec.args="0 1 2"
 * </pre>
 */
public final class NeighbourTargetsEvidence {
    private static final int DRAWS = 5;

    private NeighbourTargetsEvidence() {}

    /** Takes seeds. */
    public static void main(String[] arguments) {
        for (String seed : arguments) {
            measure(Integer.parseInt(seed));
        }
    }

    private static void measure(int seed) {
        Parts parts = digits().split(Split.train(.8).validation(.2).seed(seed));
        Samples train = parts.train().withoutLabels();
        try (Autoencoder first =
                        Trainer.of(spec(train), plan(2000, seed)).fit(train).model();
                Autoencoder longer =
                        Trainer.continuing(first, plan(1200, seed)).fit(train).model();
                Autoencoder neighbours = NeighbourTargets.defaults()
                        .fit(first, train, plan(600, seed + 1))
                        .model()) {
            report(seed, "stage 1", first, parts);
            report(seed, "trained on with its own targets", longer, parts);
            report(seed, "neighbour targets", neighbours, parts);
        }
    }

    private static Samples digits() {
        Samples flat = Samples.csv(Path.of(System.getenv("AE_DATA"), "sklearn", "digits.csv.gz"))
                .label("last");
        float[][] rows = IntStream.range(0, flat.rows()).mapToObj(flat::row).toArray(float[][]::new);
        return Samples.of(Schema.image(1, 8, 8), rows).labels("digit", labels(flat));
    }

    private static AutoencoderSpec spec(Samples rows) {
        return Presets.convolutional(rows.schema())
                .filters(32, 64)
                .code(64)
                .batchNorm(true)
                .activation(Activation.RELU)
                .scaling(Scaling.divide(16))
                .likelihood(Likelihood.bernoulli())
                .weightDecay(1e-4)
                .corruption(Corruption.affine(1, 10, .1, .1).then(Corruption.masking(.3)));
    }

    private static TrainingPlan plan(int steps, long seed) {
        return TrainingPlan.defaults()
                .epochs(1)
                .minSteps(steps)
                .updater(new Adam(2e-3))
                .schedule(Schedule.oneCycle())
                .threads(1)
                .seed(seed)
                .referenceCodes(0);
    }

    private static void report(int seed, String name, Autoencoder model, Parts parts) {
        float[][] codes = model.encode(parts.train());
        UnitRows units = UnitRows.halfWhitened(codes);
        float[][] known = tripled(units.of(codes));
        float[][] asked = tripled(units.of(model.encode(parts.validation())));
        for (int count : new int[] {1, 10, 100}) {
            double[] accuracies = IntStream.range(0, DRAWS)
                    .mapToDouble(draw -> {
                        int[] rows = parts.train().rowsPerLabel(count, draw);
                        float[][] few =
                                Arrays.stream(rows).mapToObj(row -> known[row]).toArray(float[][]::new);
                        return 100
                                * SimpleClassifiers.logistic(
                                        few, labels(parts.train().select(rows)), asked, labels(parts.validation()));
                    })
                    .toArray();
            System.out.printf(
                    "split %d, %s, %d labels per class: %.2f %s%n",
                    seed, name, count, Arrays.stream(accuracies).average().orElseThrow(), Arrays.toString(accuracies));
        }
    }

    /** A penalty of ½|weights|² suits such rows better than those of length 1. */
    private static float[][] tripled(float[][] rows) {
        for (float[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= 3;
            }
        }
        return rows;
    }

    private static List<String> labels(Samples rows) {
        return IntStream.range(0, rows.rows()).mapToObj(rows::label).toList();
    }
}
