package org.ae4j.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Score;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Runs of a machine, each as long as it took: pressure rises, holds and falls, and temperature follows. A recurrent autoencoder
 * learns healthy runs of 8 to 20 steps and then finds those in which the temperature stops following. Each value for itself
 * is as it always is: only the order in time tells.
 */
public final class SequenceExample {
    private static final int LONGEST = 20;
    private static final int SHORTEST = 8;

    private SequenceExample() {}

    /**
     * Runs, every tenth of them with a fault if there are faults.
     *
     * @return labelled {@code ok} or {@code fault}
     */
    static Samples runs(int count, boolean withFaults, long seed) {
        var random = new SplittableRandom(seed);
        float[][] rows = new float[count][2 * LONGEST];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean isFaulty = withFaults && i % 10 == 0;
            run(rows[i], random.nextInt(SHORTEST, LONGEST + 1), isFaulty, random);
            labels.add(isFaulty ? "fault" : "ok");
        }
        return Samples.of(Schema.sequence(List.of("pressure", "temperature"), LONGEST, SHORTEST), rows)
                .labels("state", labels);
    }

    /** One run: what is behind its last step is not there. */
    private static void run(float[] row, int steps, boolean isFaulty, SplittableRandom random) {
        Arrays.fill(row, Float.NaN);
        double temperature = 20;
        for (int step = 0; step < steps; step++) {
            double pressure = 5 * Math.min(1, 4 * Math.min(step, steps - 1 - step) / (double) steps);
            boolean follows = !isFaulty || step < steps / 3;
            temperature += follows ? 0.5 * (20 + 6 * pressure - temperature) : 0;
            row[2 * step] = (float) (pressure + 0.1 * random.nextGaussian());
            row[2 * step + 1] = (float) (temperature + 0.5 * random.nextGaussian());
        }
    }

    /** The AUROC of faults by the error of their reconstruction. */
    public static double run(long seed) {
        Samples healthy = runs(600, false, seed).withoutLabels();
        Samples test = runs(400, true, 1000 + seed);
        TrainingPlan plan = TrainingPlan.defaults()
                .epochs(40)
                .batchSize(32)
                .updater(new Adam(5e-3))
                .seed(seed);
        try (Autoencoder model = Trainer.of(Presets.recurrent(healthy.schema()).code(4), plan)
                        .fit(healthy)
                        .model();
                var detector = AnomalyDetector.uncalibrated(model, Score.ERROR)) {
            boolean[] faulty = new boolean[test.rows()];
            for (int i = 0; i < faulty.length; i++) {
                faulty[i] = test.label(i).equals("fault");
            }
            return RankingQuality.of(detector.detect(test).scores(), faulty).auroc();
        }
    }

    public static void main(String[] none) {
        for (long seed = 1; seed <= 3; seed++) {
            System.out.printf("faults among runs of 8 to 20 steps: AUROC %.3f%n", run(seed));
        }
    }
}
