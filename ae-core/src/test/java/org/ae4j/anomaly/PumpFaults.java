package org.ae4j.anomaly;

import java.util.List;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Sensors;
import org.ae4j.data.Split;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * What a detector with the default score makes of the built-in pump, at a nominal 1 % of false alarms.
 *
 * @param auroc of faults against healthy rows
 * @param flaggedFaults how many faults were flagged
 * @param explained the share of them whose first explanation is the channel that the fault changed
 * @param falseAlarms how many unseen healthy rows were flagged
 * @param fewest as many as the 99 % interval begins with
 * @param most as many as it ends with
 */
record PumpFaults(double auroc, int flaggedFaults, double explained, int falseAlarms, int fewest, int most) {
    private static final double QUANTILE = 0.99;

    /** Trains on 30 % of the healthy rows, calibrates on 30 %, and tests on the others and all faults. */
    static PumpFaults of(int rows, long seed, int epochs, int minSteps) {
        Samples all = Samples.sensors(rows, seed);
        Parts parts = all.split(
                Split.train(.3).calibration(.3).test(.4).oneClass(Sensors.OK).seed(seed));
        AutoencoderSpec spec = Presets.denoising(all.schema());
        TrainingPlan plan = TrainingPlan.defaultsFor(spec)
                .epochs(epochs)
                .minSteps(minSteps)
                .seed(seed)
                .threads(1);
        try (Autoencoder model =
                Trainer.of(spec, plan).fit(parts.train().withoutLabels()).model()) {
            var detector = AnomalyDetector.calibrate(model, parts.calibration(), Threshold.quantile(QUANTILE));
            return of(
                    detector.detect(parts.test()),
                    parts.test(),
                    parts.calibration().rows());
        }
    }

    private static PumpFaults of(Detection detection, Samples test, int calibrationRows) {
        boolean[] faulty = new boolean[test.rows()];
        int healthy = 0;
        for (int i = 0; i < faulty.length; i++) {
            faulty[i] = !test.label(i).equals(Sensors.OK);
            healthy += faulty[i] ? 0 : 1;
        }
        List<Finding> faults =
                detection.flagged().stream().filter(f -> faulty[f.row()]).toList();
        long explained = faults.stream()
                .filter(f -> f.explanation()
                        .get(0)
                        .column()
                        .name()
                        .equals(Sensors.faultChannels().get(test.label(f.row()))))
                .count();
        return new PumpFaults(
                RankingQuality.of(detection.scores(), faulty).auroc(),
                faults.size(),
                explained / (double) faults.size(),
                detection.flagged().size() - faults.size(),
                quantile(0.005, calibrationRows, healthy),
                quantile(0.995, calibrationRows, healthy));
    }

    /**
     * The least count whose probability, summed up to it, reaches {@code q}: of m exchangeable rows as many are flagged as
     * the beta-binomial distribution with α = ⌊(n + 1)(1 − quantile)⌋ and β = n + 1 − α says.
     */
    static int quantile(double q, int n, int m) {
        double alpha = Math.floor((n + 1) * (1 - QUANTILE) + 1e-9);
        double beta = n + 1 - alpha;
        double sum = 0;
        int k = -1;
        while (sum < q) {
            k++;
            sum += Math.exp(CombinatoricsUtils.factorialLog(m)
                    - CombinatoricsUtils.factorialLog(k)
                    - CombinatoricsUtils.factorialLog(m - k)
                    + Beta.logBeta(k + alpha, m - k + beta)
                    - Beta.logBeta(alpha, beta));
        }
        return k;
    }
}
