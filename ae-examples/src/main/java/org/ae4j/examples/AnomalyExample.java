package org.ae4j.examples;

import java.util.stream.IntStream;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Detection;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.NeighbourScores;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/** One table, no labels, the anomalies in it: train on all rows, rank them, look at the strangest. */
public final class AnomalyExample {
    private AnomalyExample() {}

    /**
     * How well the strangest rows come first; the labels measure, and nothing else.
     *
     * @param auroc of the detector's scores
     * @param knnAuroc of the distance to the nearest other row, with no network at all
     * @param detection every row with its score
     */
    public record Result(double auroc, double knnAuroc, Detection detection) {}

    /** Ranks the rows of a simulated pump, one in ten of them faulty. */
    public static Result run() {
        Samples labelled = Samples.sensors(2000, 7);
        Samples table = labelled.withoutLabels();
        AutoencoderSpec spec =
                Presets.denoising(table.schema()).hidden(64).code(8).corruption(Corruption.gaussian(0.3));
        Autoencoder model = Trainer.of(spec, TrainingPlan.defaults().epochs(30).batchSize(64))
                .fit(table)
                .model();
        // Without rows that training never saw there is no threshold to promise anything: a ranking is what there is.
        try (AnomalyDetector detector = AnomalyDetector.uncalibrated(model)) {
            Detection detection = detector.detect(table);
            detection.all().stream()
                    .sorted((a, b) -> Double.compare(b.score(), a.score()))
                    .limit(5)
                    .forEach(finding -> System.out.println(labelled.label(finding.row()) + ": " + finding));
            boolean[] faulty = faulty(labelled);
            double[] distances = NeighbourScores.of(model.scaling(), table, table);
            return new Result(
                    RankingQuality.of(detection.scores(), faulty).auroc(),
                    RankingQuality.of(distances, faulty).auroc(),
                    detection);
        }
    }

    private static boolean[] faulty(Samples labelled) {
        boolean[] faulty = new boolean[labelled.rows()];
        IntStream.range(0, faulty.length)
                .forEach(i -> faulty[i] = !labelled.label(i).equals("ok"));
        return faulty;
    }

    /** Prints the five strangest rows and both figures. */
    public static void main(String[] none) {
        Result result = run();
        System.out.printf("AUROC %.3f; nearest neighbour %.3f%n", result.auroc(), result.knnAuroc());
    }
}
