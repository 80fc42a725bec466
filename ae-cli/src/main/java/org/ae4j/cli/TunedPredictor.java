package org.ae4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.file.ModelFile;
import org.ae4j.pretrain.BinaryClassifier;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.MultiLabelClassifier;
import org.ae4j.pretrain.MultiLabelQuality;
import org.ae4j.pretrain.NeighbourClassifier;
import org.ae4j.pretrain.Regressor;
import org.ae4j.pretrain.TunedModel;
import org.ae4j.spec.AutoencoderSpec;

/**
 * A model that `ae finetune` made, whatever its head.
 *
 * @param spec of its encoder
 * @param answers what it says of rows
 * @param saving writes a new file
 * @param replacing writes a file in place of one that may exist
 * @param closing frees its memory
 */
record TunedPredictor(
        AutoencoderSpec spec,
        Function<Samples, Answers> answers,
        Consumer<Path> saving,
        Consumer<Path> replacing,
        Runnable closing)
        implements AutoCloseable {
    private static final String CLASS = "class";

    /** Reads a file of any head. */
    static TunedPredictor load(Path file) {
        String kind = ModelFile.read(
                        file,
                        "classifier",
                        "binary-classifier",
                        "multi-label-classifier",
                        "regressor",
                        "neighbour-classifier")
                .kind();
        return switch (kind) {
            case "classifier" -> of(Classifier.load(file));
            case "binary-classifier" -> of(BinaryClassifier.load(file));
            case "multi-label-classifier" -> of(MultiLabelClassifier.load(file));
            case "regressor" -> of(Regressor.load(file));
            default -> of(NeighbourClassifier.load(file));
        };
    }

    static TunedPredictor of(Classifier model) {
        return of(model, samples -> {
            float[][] probabilities = model.probabilities(samples);
            return classes(
                    samples, model.predict(samples), model.classes(), model.classes(), row -> probabilities[row]);
        });
    }

    static TunedPredictor of(BinaryClassifier model) {
        List<String> both = List.of(model.negative(), model.positive());
        return of(model, samples -> {
            float[] positive = model.probabilities(samples);
            return classes(
                    samples, model.predict(samples), both, both, row -> new float[] {1 - positive[row], positive[row]});
        });
    }

    static TunedPredictor of(MultiLabelClassifier model) {
        return of(model, samples -> {
            float[][] probabilities = model.probabilities(samples);
            List<String> named = model.predict(samples).stream()
                    .map(labels -> String.join("|", labels))
                    .toList();
            boolean measures = samples.isLabelled() && samples.rows() > 0;
            MultiLabelQuality quality = measures ? model.quality(samples) : null;
            Map<String, OptionalDouble> figures = new LinkedHashMap<>();
            figures.put("subsetAccuracy", figure(measures, () -> quality.subsetAccuracy()));
            figures.put("microF1", figure(measures, () -> quality.microF1()));
            figures.put("macroF1", figure(measures, () -> quality.macroF1()));
            return new Answers(
                    header("labels", model.labels()), cells(named, row -> probabilities[row]), figures, List.of());
        });
    }

    static TunedPredictor of(Regressor model) {
        return of(model, samples -> {
            double[] numbers = model.predict(samples);
            boolean measures = samples.isLabelled() && samples.rows() > 0;
            return new Answers(
                    List.of("prediction"),
                    IntStream.range(0, numbers.length)
                            .mapToObj(i -> List.of(Double.toString(numbers[i])))
                            .toList(),
                    Map.of("meanSquaredError", figure(measures, () -> model.meanSquaredError(samples))),
                    List.of());
        });
    }

    static TunedPredictor of(NeighbourClassifier model) {
        return new TunedPredictor(
                model.spec(),
                samples -> classes(samples, model.predict(samples), model.classes(), List.of(), row -> new float[0]),
                model::save,
                model::saveReplacing,
                model::close);
    }

    private static TunedPredictor of(TunedModel model, Function<Samples, Answers> answers) {
        return new TunedPredictor(model.spec(), answers, model::save, model::saveReplacing, model::close);
    }

    /**
     * Answers that are classes.
     *
     * @param known all that the model can name
     * @param measured those that it gives a probability for, in the order of these
     */
    private static Answers classes(
            Samples samples,
            List<String> named,
            List<String> known,
            List<String> measured,
            IntFunction<float[]> probabilities) {
        OptionalDouble accuracy = samples.isLabelled()
                ? IntStream.range(0, samples.rows())
                        .map(i -> named.get(i).equals(samples.label(i)) ? 1 : 0)
                        .average()
                : OptionalDouble.empty();
        return new Answers(header(CLASS, measured), cells(named, probabilities), Map.of("accuracy", accuracy), known);
    }

    private static List<String> header(String first, List<String> names) {
        List<String> header = new ArrayList<>(List.of(first));
        names.forEach(name -> header.add("p_" + name));
        return header;
    }

    private static List<List<String>> cells(List<String> named, IntFunction<float[]> probabilities) {
        return IntStream.range(0, named.size())
                .mapToObj(i -> {
                    List<String> cells = new ArrayList<>(List.of(named.get(i)));
                    for (float probability : probabilities.apply(i)) {
                        cells.add(Float.toString(probability));
                    }
                    return cells;
                })
                .toList();
    }

    private static OptionalDouble figure(boolean measures, DoubleSupplier figure) {
        return measures ? OptionalDouble.of(figure.getAsDouble()) : OptionalDouble.empty();
    }

    /** Writes its file. */
    void save(OutputOptions output) {
        (output.force() ? replacing : saving).accept(output.out());
    }

    @Override
    public void close() {
        closing.run();
    }
}
