package org.ae4j.anomaly;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.evaluate.NeighbourScores;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * Measures every score on eight published sets with the denoising preset and its default plan, the same for all, and
 * prints a table of AUROC in per cent: the median of three seeds, beside the nearest neighbour on the scaled rows;
 * then what a calibrated detector makes of the built-in pump.
 *
 * <p>About 20 minutes on one core. With a folder as argument, models are kept there and found again. From the root:
 *
 * <pre>
 * mvn -q -pl ae-core test-compile exec:java -Dexec.mainClass=org.ae4j.anomaly.AnomalyEvidence \
 *     -Dexec.classpathScope=test -Dexec.args=FOLDER
 * </pre>
 */
public final class AnomalyEvidence {
    private static final List<String> SETS = List.of(
            "38_thyroid",
            "6_cardio",
            "40_vowels",
            "4_breastw",
            "20_letter",
            "31_satimage-2",
            "30_satellite",
            "26_optdigits");
    private static final List<Long> SEEDS = List.of(42L, 43L, 44L);
    private static final String NORMAL = "0";

    private final Optional<Path> models;

    private AnomalyEvidence(Optional<Path> models) {
        this.models = models;
    }

    /** Takes at most one argument, an existing folder for the models. */
    public static void main(String[] arguments) {
        var evidence = new AnomalyEvidence(Arrays.stream(arguments).findFirst().map(Path::of));
        evidence.print("one-class", true);
        evidence.print("unsupervised", false);
        for (long seed : SEEDS) {
            System.out.printf("%nsensors, seed %d: %s", seed, PumpFaults.of(9000, seed, 100, 3000));
        }
    }

    private void print(String title, boolean oneClass) {
        Map<String, List<Double>> table = new LinkedHashMap<>();
        for (String set : SETS) {
            Map<String, List<Double>> bySeed = new LinkedHashMap<>();
            for (long seed : SEEDS) {
                measure(set, oneClass, seed)
                        .forEach((score, value) -> bySeed.computeIfAbsent(score, key -> new ArrayList<>())
                                .add(value));
            }
            bySeed.forEach((score, values) ->
                    table.computeIfAbsent(score, key -> new ArrayList<>()).add(median(values)));
        }
        System.out.printf("%n%-14s %s mean%n", title, String.join(" ", SETS));
        table.forEach((score, values) -> {
            System.out.printf("%-14s", score);
            values.forEach(value -> System.out.printf(Locale.ROOT, " %5.1f", 100 * value));
            double mean = values.stream().mapToDouble(value -> value).average().orElseThrow();
            System.out.printf(Locale.ROOT, " %6.2f%n", 100 * mean);
        });
    }

    private Map<String, Double> measure(String set, boolean oneClass, long seed) {
        Path file = Path.of(System.getenv("AE_DATA"), "adbench", set + ".csv.gz");
        Samples all = Samples.csv(file).label("last");
        var parts = all.split(Split.train(.5).test(.5).oneClass(NORMAL).seed(seed));
        Samples train = oneClass ? parts.train() : all;
        Samples test = oneClass ? parts.test() : all;
        boolean[] anomalous = new boolean[test.rows()];
        for (int i = 0; i < anomalous.length; i++) {
            anomalous[i] = !test.label(i).equals(NORMAL);
        }
        String name = "%s-%s-%d.safetensors".formatted(oneClass ? "one" : "all", set, seed);
        Map<String, Double> aurocs = new LinkedHashMap<>();
        try (Autoencoder model = model(name, train.withoutLabels(), seed)) {
            for (Score score : Score.values()) {
                try (var detector = AnomalyDetector.uncalibrated(model, score)) {
                    double[] scores = detector.detect(test).scores();
                    aurocs.put(
                            score.toString(),
                            RankingQuality.of(scores, anomalous).auroc());
                }
            }
            double[] distances = NeighbourScores.of(model.scaling(), train, test);
            aurocs.put("1-NN on rows", RankingQuality.of(distances, anomalous).auroc());
        }
        return aurocs;
    }

    private Autoencoder model(String name, Samples train, long seed) {
        Optional<Path> file = models.map(folder -> folder.resolve(name));
        if (file.isPresent() && Files.exists(file.get())) {
            return Autoencoder.load(file.get());
        }
        AutoencoderSpec spec = Presets.denoising(train.schema());
        TrainingPlan plan = TrainingPlan.defaultsFor(spec).seed(seed).threads(1);
        Autoencoder model = Trainer.of(spec, plan).fit(train).model();
        file.ifPresent(model::save);
        return model;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
