package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ae4j.data.Samples;
import org.ae4j.file.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rows to classes. */
@Command(
        name = "predict",
        sortOptions = false,
        header = "Names the class of each row, its labels, or its number.",
        description = {
            "Writes a CSV file. Of a classifier: the column `class` and, for each class NAME, the probability `p_NAME`;"
                    + " `class` alone where the nearest codes vote. Of several labels a row: `labels`, such as a|b, and"
                    + " `p_NAME`. Of a regressor: `prediction`. With labels it measures what `ae finetune` does.",
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
        try (TunedPredictor predictor = TunedPredictor.load(model)) {
            Samples samples = data.read(predictor.spec().schema());
            Answers answers = predictor.answers().apply(samples);
            if (out != null) {
                new CsvOutput(out, force).write(answers.header(), samples.rows(), answers.cells()::get);
            }
            say(answers, samples.rows());
            ObjectNode json = Json.object().put("rows", samples.rows());
            answers.put(json);
            report.finish(json.put("out", out == null ? null : out.toString()));
        }
        return 0;
    }

    private void say(Answers answers, int rows) {
        report.say("%s:", Figures.count(rows, "row"));
        answers.counts().forEach((name, count) -> report.say("  %-20s %,10d", name, count));
        answers.say(report);
        if (out != null) {
            report.say("predictions written to %s", out);
        }
    }
}
