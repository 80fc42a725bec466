package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import org.ae4j.pretrain.Classifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rows to classes. */
@Command(
        name = "predict",
        sortOptions = false,
        header = "Names the class of each row.",
        description = {
            "Writes a CSV file with the column `class` and, for each class NAME, the probability `p_NAME`. With labels"
                    + " it measures the accuracy.",
            ""
        },
        footer = {"", "Example:", "  ae predict --model kinds.safetensors --data sensors --out kinds.csv"})
final class PredictCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, paramLabel = "K", description = "What `ae finetune` wrote.")
    private Path model;

    @Mixin
    private DataOptions data;

    @Option(names = "--out", paramLabel = "F.csv", description = "The CSV file to write. Default: none.")
    private Path out;

    @Option(names = "--force", description = "Replace outputs that exist.")
    private boolean force;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        if (out != null) {
            OutputOptions.check(out, force);
        }
        try (Classifier classifier = Classifier.load(model)) {
            Samples samples = data.read(classifier.spec().schema());
            List<String> predicted = classifier.predict(samples);
            OptionalDouble accuracy = accuracy(samples, predicted);
            if (out != null) {
                write(classifier.classes(), predicted, classifier.probabilities(samples));
            }
            say(classifier.classes(), predicted, accuracy);
            ObjectNode json = Json.object().put("rows", samples.rows());
            Figures.put(json, "accuracy", accuracy);
            report.finish(json.put("out", out == null ? null : out.toString()));
        }
        return 0;
    }

    private static OptionalDouble accuracy(Samples samples, List<String> predicted) {
        return samples.isLabelled()
                ? IntStream.range(0, samples.rows())
                        .map(i -> predicted.get(i).equals(samples.label(i)) ? 1 : 0)
                        .average()
                : OptionalDouble.empty();
    }

    private void write(List<String> classes, List<String> predicted, float[][] probabilities) {
        List<String> header = new ArrayList<>(List.of("class"));
        classes.forEach(name -> header.add("p_" + name));
        new CsvOutput(out, force).write(header, predicted.size(), i -> {
            List<String> cells = new ArrayList<>(List.of(predicted.get(i)));
            for (float probability : probabilities[i]) {
                cells.add(Float.toString(probability));
            }
            return cells;
        });
    }

    private void say(List<String> classes, List<String> predicted, OptionalDouble accuracy) {
        report.say("%s:", Figures.count(predicted.size(), "row"));
        for (String name : classes) {
            report.say("  %-20s %,10d", name, Collections.frequency(predicted, name));
        }
        if (accuracy.isPresent()) {
            report.say("accuracy %.1f %%", 100 * accuracy.getAsDouble());
        }
        if (out != null) {
            report.say("classes and probabilities written to %s", out);
        }
    }
}
