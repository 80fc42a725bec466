package org.ae4j.evidence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Score;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Heartbeats of ECG5000: presets with their defaults learn the 292 normal beats of the training part, and all beats of the test
 * sample are scored by the mean squared error of their reconstruction, and by the default score. Prints the AUROC of normal
 * against the rest.
 *
 * <p>Arguments: presets, by commas, then seeds. With {@code AE_DATA} set, from the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.evidence.HeartbeatEvidence \
 *     -Dexec.classpathScope=test -Dexec.args="recurrent,convolutional,dense 1 2 3"
 * </pre>
 */
public final class HeartbeatEvidence {
    private static final String NORMAL = "1";

    private HeartbeatEvidence() {}

    /** Takes presets and seeds. */
    public static void main(String[] arguments) {
        Samples train = beats("ECG5000_TRAIN.csv.gz").only(NORMAL).withoutLabels();
        Samples test = beats("ECG5000_TEST_sample.csv.gz");
        boolean[] anomalous = new boolean[test.rows()];
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = !test.label(i).equals(NORMAL);
        }
        for (String preset : arguments[0].split(",")) {
            AutoencoderSpec spec = Presets.named(preset, train.schema());
            List<Double> byError = new ArrayList<>();
            List<Double> byDefault = new ArrayList<>();
            for (String seed : Arrays.copyOfRange(arguments, 1, arguments.length)) {
                TrainingPlan plan = TrainingPlan.defaultsFor(spec)
                        .seed(Long.parseLong(seed))
                        .threads(1);
                try (Autoencoder model = Trainer.of(spec, plan).fit(train).model()) {
                    byError.add(auroc(model, Score.ERROR, test, anomalous));
                    byDefault.add(auroc(model, Score.COMBINED, test, anomalous));
                }
            }
            System.out.println(preset + ", AUROC by error: " + Mnist.spread(byError, Double::doubleValue)
                    + "; by the default score: " + Mnist.spread(byDefault, Double::doubleValue));
        }
    }

    private static double auroc(Autoencoder model, Score score, Samples test, boolean[] anomalous) {
        try (var detector = AnomalyDetector.uncalibrated(model, score)) {
            return RankingQuality.of(detector.detect(test).scores(), anomalous).auroc();
        }
    }

    /** Beats as sequences, labelled. */
    static Samples beats(String file) {
        return Samples.csv(Path.of(System.getenv("AE_DATA"), "ecg5000", file))
                .label("last")
                .asSequences();
    }
}
