package org.ae4j.pretrain.evidence;

import java.util.Arrays;
import java.util.function.Supplier;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Freeze;
import org.ae4j.pretrain.FrozenPrefixTest;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.learning.config.Adam;

/**
 * How much faster a head is trained where all rows pass the frozen encoder once than where each batch passes it, on an
 * encoder of 784-512-256-128, one thread. Alternates both, prints the seconds of each run, the medians and their ratio, and
 * whether both classifiers are the same.
 *
 * <p>Arguments: rows, epochs, rounds. From the root:
 *
 * <pre>
 * mvn -q -pl ae-pretrain -am test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=org.ae4j.pretrain.evidence.FrozenPrefixEvidence -Dexec.args="5000 10 5"
 * </pre>
 */
public final class FrozenPrefixEvidence {
    private FrozenPrefixEvidence() {}

    /** Takes rows, epochs and rounds. */
    public static void main(String[] arguments) {
        Samples rows = Samples.blobs(Integer.parseInt(arguments[0]), 784, 10, 2, 1);
        TrainingPlan plan = TrainingPlan.defaults()
                .epochs(Integer.parseInt(arguments[1]))
                .batchSize(100)
                .threads(1)
                .updater(new Adam(1e-3));
        var spec = Presets.dense(rows.schema()).hidden(512, 256).code(128);
        try (Autoencoder model = Trainer.of(spec, plan.epochs(1)).fit(rows).model();
                PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            FineTuning<Classifier> tuning =
                    encoder.fineTune().freeze(Freeze.all()).plan(plan);
            int rounds = Integer.parseInt(arguments[2]);
            double[] cached = new double[rounds];
            double[] passed = new double[rounds];
            boolean same = true;
            for (int i = -1; i < rounds; i++) { // the first round warms up
                try (var once = new Timed(() -> tuning.fit(rows).model());
                        var each = new Timed(() -> FrozenPrefixTest.fitWithoutCache(tuning, rows))) {
                    same &= Arrays.deepEquals(once.model.probabilities(rows), each.model.probabilities(rows));
                    System.out.printf("cached %.3f s, in each batch %.3f s%n", once.seconds, each.seconds);
                    if (i >= 0) {
                        cached[i] = once.seconds;
                        passed[i] = each.seconds;
                    }
                }
            }
            System.out.printf(
                    "medians %.3f s and %.3f s: %.1f times as fast; same classifier: %s%n",
                    median(cached), median(passed), median(passed) / median(cached), same);
        }
    }

    /** A model and how long it took. */
    private static final class Timed implements AutoCloseable {
        private final Classifier model;
        private final double seconds;

        Timed(Supplier<Classifier> training) {
            long began = System.nanoTime();
            model = training.get();
            seconds = (System.nanoTime() - began) / 1e9;
        }

        @Override
        public void close() {
            model.close();
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
