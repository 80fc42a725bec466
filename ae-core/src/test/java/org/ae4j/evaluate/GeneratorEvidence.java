package org.ae4j.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Permutation;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;

/**
 * How good the images of five generators are on Fashion-MNIST: all have a hidden layer of 400, a code of 20 and their
 * preset's likelihood and learn from the 60,000 training images; as many images as they generate are compared with the first
 * test images, in the features of a classifier of the training images. Prints a Markdown table, each figure the median over
 * the seeds and its range, and draws a picture of each generator's first images, the nearest training image at the right of each.
 *
 * <p>The first row, training images drawn at random, says what is to be had. The median distance to the nearest training
 * image, in pixels divided by 255, is that of {@value #COMPARED} images.
 *
 * <p>Arguments: a folder for the pictures, epochs (20), images (5000), seeds (1 2 3). From the root:
 *
 * <pre>
 * MAVEN_OPTS=-Xmx6g mvn -q -pl ae-core test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=org.ae4j.evaluate.GeneratorEvidence -Dexec.args="FOLDER 20 5000 1 2 3"
 * </pre>
 */
public final class GeneratorEvidence {
    private static final int HIDDEN = 400;
    private static final int CODE = 20;
    private static final double SIGMA = 0.5;
    private static final int COMPARED = 1000;
    private static final int PICTURED = 60;
    private static final int PAIRS = 6;

    private final Samples train = Samples.builtIn("fashion-mnist", 0);
    private final Samples test = Samples.builtIn("fashion-mnist:test", 0);
    private final float[][] scaledTrain = scaled(train);
    private final Map<String, List<Finding>> findings = new LinkedHashMap<>();
    private final FeatureClassifier classifier;
    private final float[][] real;
    private final Path folder;
    private final int count;

    /** One generator's images of one seed. */
    private record Finding(SampleQuality quality, double nearest) {}

    private GeneratorEvidence(Path folder, int count) {
        this.folder = folder;
        this.count = count;
        this.classifier = FeatureClassifier.train(train, 1);
        this.real = classifier.features(first(test, count));
    }

    /** Takes the arguments above. */
    public static void main(String[] arguments) {
        List<String> words = new ArrayList<>(List.of("", "20", "5000"));
        IntStream.range(0, Math.min(3, arguments.length)).forEach(i -> words.set(i, arguments[i]));
        List<String> seeds =
                arguments.length > 3 ? Arrays.asList(arguments).subList(3, arguments.length) : List.of("1", "2", "3");
        var evidence = new GeneratorEvidence(Path.of(words.get(0)), Integer.parseInt(words.get(2)));
        TrainingPlan plan =
                TrainingPlan.defaults().epochs(Integer.parseInt(words.get(1))).threads(1);
        seeds.forEach(seed -> evidence.measure(plan.seed(Long.parseLong(seed))));
        evidence.print();
    }

    private void measure(TrainingPlan plan) {
        long seed = plan.seed();
        int[] order = Permutation.random(train.rows(), new SplittableRandom(seed));
        Samples drawn = train.select(Arrays.copyOf(order, count));
        add("training images", plan, drawn);
        try (Autoencoder plain = trained(Presets.dense(train.schema()), plan)) {
            add("perturbed reconstructions", plan, plain.perturb(drawn, SIGMA, 1, seed));
            add("mixture over plain codes", plan, plain.sample(count, seed));
        }
        for (AutoencoderSpec spec : List.of(
                Presets.variational(train.schema()),
                Presets.wasserstein(train.schema()),
                Presets.vaeGan(train.schema()))) {
            try (Autoencoder model = trained(spec, plan)) {
                add(spec.preset(), plan, model.sample(count, seed));
            }
        }
    }

    private Autoencoder trained(AutoencoderSpec spec, TrainingPlan plan) {
        long began = System.nanoTime();
        AutoencoderSpec chosen = spec.hidden(HIDDEN).code(CODE);
        Autoencoder model = Trainer.of(chosen, plan).fit(train.withoutLabels()).model();
        System.out.printf(Locale.ROOT, "%s: %.0f s%n", spec.preset(), (System.nanoTime() - began) / 1e9);
        return model;
    }

    private void add(String generator, TrainingPlan plan, Samples images) {
        var quality = SampleQuality.of(real, classifier.features(images));
        Samples compared = first(images, COMPARED);
        Memorization memorization = Memorization.of(scaledTrain, scaled(compared));
        var finding = new Finding(quality, median(memorization.distances()));
        System.out.printf(Locale.ROOT, "%s, seed %d: %s%n", generator, plan.seed(), finding);
        boolean isFirst = !findings.containsKey(generator);
        findings.computeIfAbsent(generator, key -> new ArrayList<>()).add(finding);
        if (isFirst) {
            draw(folder.resolve(generator.replace(' ', '-') + ".png"), compared, memorization.nearest());
        }
    }

    private void draw(Path file, Samples images, int[] nearest) {
        float[][][] rows = new float[(Math.min(PICTURED, images.rows()) + PAIRS - 1) / PAIRS][][];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new float[2 * Math.min(PAIRS, images.rows() - r * PAIRS)][];
            for (int k = 0; k < rows[r].length; k++) {
                int i = r * PAIRS + k / 2;
                rows[r][k] = k % 2 == 0 ? images.row(i) : train.row(nearest[i]);
            }
        }
        ImageGrid.of((ImageSchema) train.schema()).zoom(2).write(file, rows);
    }

    private void print() {
        double[] unseen =
                Memorization.of(scaledTrain, scaled(first(test, COMPARED))).distances();
        System.out.printf(
                Locale.ROOT,
                "%nclassifier: %.2f %% of the test images; test images lie %.2f from the nearest training image%n%n",
                100 * classifier.accuracy(test),
                median(unseen));
        System.out.println(
                "| generator | Fréchet | precision | recall | density | coverage | nearest training image |");
        System.out.println("|---|---|---|---|---|---|---|");
        findings.forEach((generator, found) -> System.out.println("| " + generator + " | " + cells(found) + " |"));
    }

    private static String cells(List<Finding> found) {
        List<Function<Finding, Double>> columns = List.of(
                finding -> finding.quality.frechetDistance(),
                finding -> finding.quality.precision(),
                finding -> finding.quality.recall(),
                finding -> finding.quality.density(),
                finding -> finding.quality.coverage(),
                Finding::nearest);
        return columns.stream().map(column -> cell(found, column::apply)).collect(Collectors.joining(" | "));
    }

    private static String cell(List<Finding> found, ToDoubleFunction<Finding> column) {
        double[] values = found.stream().mapToDouble(column).sorted().toArray();
        return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", median(values), values[0], values[values.length - 1]);
    }

    private static double median(double[] values) {
        return Arrays.stream(values).sorted().toArray()[values.length / 2];
    }

    private static Samples first(Samples samples, int count) {
        return samples.select(
                IntStream.range(0, Math.min(count, samples.rows())).toArray());
    }

    private static float[][] scaled(Samples images) {
        float[][] scaled = new float[images.rows()][];
        Arrays.setAll(scaled, i -> {
            float[] row = images.row(i);
            for (int j = 0; j < row.length; j++) {
                row[j] /= 255;
            }
            return row;
        });
        return scaled;
    }
}
