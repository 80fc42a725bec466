package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.FeatureClassifier;
import org.ae4j.evaluate.Memorization;
import org.ae4j.evaluate.SampleQuality;
import org.ae4j.model.Autoencoder;

/**
 * How well what a model generates stands for given rows, in the features of a classifier.
 *
 * @param quality of the generated rows
 * @param accuracy of the classifier on the given rows
 * @param nearestTraining the median distance of generated rows to the nearest training row, in scaled units; empty where the
 *     training rows are not given
 * @param nearestTrainingOfData the same of the given rows
 */
record GeneratorQuality(
        SampleQuality quality, double accuracy, OptionalDouble nearestTraining, OptionalDouble nearestTrainingOfData) {
    /** So many rows are compared with all training rows: a median needs no more. */
    private static final int COMPARED = 1000;

    /**
     * Generates rows and measures them.
     *
     * @param data labelled
     * @param training the rows that the model learnt, if they are given; where they have labels the classifier learns from
     *     them, else from the data
     * @param count how many rows are generated
     */
    static GeneratorQuality of(Autoencoder model, Samples data, Optional<Samples> training, int count, long seed) {
        float[][] generated = generated(model, data, count, seed);
        Samples learnt = training.filter(Samples::isLabelled).orElse(data);
        try (FeatureClassifier classifier = FeatureClassifier.train(learnt, seed)) {
            return new GeneratorQuality(
                    SampleQuality.of(classifier.features(data), classifier.features(generated)),
                    classifier.accuracy(data),
                    nearest(model, training, Samples.of(data.schema(), generated)),
                    nearest(model, training, data));
        }
    }

    /** A class-conditional model is asked for the classes in the shares that the data have. */
    private static float[][] generated(Autoencoder model, Samples data, int count, long seed) {
        if (!model.spec().knowledge().conditional()) {
            return rows(model.sample(count, seed));
        }
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            counts.merge(data.label((int) ((long) i * data.rows() / count)), 1, Integer::sum);
        }
        List<float[]> all = new ArrayList<>();
        counts.forEach((label, share) ->
                all.addAll(Arrays.asList(rows(model.sample(share, label, seed + all.size())))));
        return all.toArray(float[][]::new);
    }

    private static OptionalDouble nearest(Autoencoder model, Optional<Samples> training, Samples rows) {
        return training.map(known -> {
                    int[] first =
                            IntStream.range(0, Math.min(COMPARED, rows.rows())).toArray();
                    double[] distances = Memorization.of(scaled(model, known), scaled(model, rows.select(first)))
                            .distances();
                    return OptionalDouble.of(Arrays.stream(distances).sorted().toArray()[distances.length / 2]);
                })
                .orElse(OptionalDouble.empty());
    }

    private static float[][] scaled(Autoencoder model, Samples samples) {
        float[][] rows = rows(samples);
        Arrays.setAll(rows, i -> model.scaling().transform(rows[i]));
        return rows;
    }

    private static float[][] rows(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::row).toArray(float[][]::new);
    }

    void put(ObjectNode json) {
        json.put("frechet", quality.frechetDistance());
        json.put("precision", quality.precision());
        json.put("recall", quality.recall());
        json.put("density", quality.density());
        json.put("coverage", quality.coverage());
        Figures.put(json, "nearestTraining", nearestTraining);
        Figures.put(json, "nearestTrainingOfData", nearestTrainingOfData);
    }

    void say(Report report) {
        report.say(
                "generated rows: Fréchet distance %s, precision %.3f, recall %.3f, density %.3f, coverage %.3f (features of a"
                        + " classifier that names %.1f %% of the rows)",
                Figures.text(quality.frechetDistance()),
                quality.precision(),
                quality.recall(),
                quality.density(),
                quality.coverage(),
                100 * accuracy);
        nearestTraining.ifPresent(distance -> report.say(
                "their median distance to the nearest training row: %s, that of the rows: %s",
                Figures.text(distance), Figures.text(nearestTrainingOfData.orElseThrow())));
    }
}
