package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.ae4j.IncompatibleDataException;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Detection;
import org.ae4j.anomaly.Finding;
import org.ae4j.data.Samples;
import org.ae4j.data.Windows;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.report.DetectionReport;
import org.ae4j.report.HtmlReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which rows are unlike those that a model learnt. */
@Command(
        name = "detect",
        sortOptions = false,
        customSynopsis = "ae detect --model M --data D [--calibration D3] [OPTIONS]",
        header = "Finds the rows that are unlike those that a model learnt.",
        description = {
            "Scores every row, higher is stranger. With --calibration it flags rows above a threshold, gives p-values, and"
                    + " says which column made the score: found and expected, in raw units. With labels it measures AUROC"
                    + " and average precision.",
            "--out writes a CSV file: row, score, p_value, flagged, and for flagged rows column, found, expected."
                    + " --step-scores writes step, counted from 0, and score.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  ae split --data sensors --one-class ok --fractions 0.6,0.2,0.1,0.1 --out pump",
            "  ae train --data pump/train.csv --label-column last --preset denoising --out pump.safetensors",
            "  ae detect --model pump.safetensors --data pump/test.csv --label-column last"
                    + " --calibration pump/calibration.csv --out scores.csv"
        })
final class DetectCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Mixin
    private DetectorOptions options;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--reference",
            paramLabel = "D0",
            description = "The training rows, read as --data is: with labels, the distance to the nearest of them is"
                    + " measured beside the score.")
    private String reference;

    @Option(names = "--out", paramLabel = "F.csv", description = "The CSV file to write. Default: none.")
    private Path out;

    @Option(
            names = "--step-scores",
            paramLabel = "F.csv",
            description =
                    "The CSV file to write the score of each step of the series to, with --sequence windows: the mean"
                            + " score of the windows that cover it. Default: none.")
    private Path stepScores;

    @Option(
            names = "--save-detector",
            paramLabel = "F",
            description = "Write the detector, the model inside, as one file that --model takes.")
    private Path saveDetector;

    @Option(names = "--force", description = "Replace outputs that exist.")
    private boolean force;

    @Mixin
    private PageOptions page;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        checkOutputs();
        try (AnomalyDetector detector = options.open(data, report);
                Autoencoder model = detector.model()) {
            Samples samples = data.read(model);
            DetectorOptions.noteTrainedOn(samples, model, "rows", report);
            Detection detection = detector.detect(samples);
            DetectionQuality quality = quality(model, samples, detection);
            say(samples, detection, detector);
            quality.say(report);
            write(samples, detection, detector);
            page.write(() -> page(samples, detection, detector), force, report);
            report.finish(json(detection, detector, quality).put("report", page.name()));
        }
        return 0;
    }

    private void checkOutputs() {
        page.check(force);
        if (out != null) {
            OutputOptions.check(out, force);
        }
        if (saveDetector != null) {
            OutputOptions.check(saveDetector, force);
        }
        if (stepScores != null) {
            data.sequences().windows("--step-scores");
            OutputOptions.check(stepScores, force);
        }
    }

    private HtmlReport page(Samples samples, Detection detection, AnomalyDetector detector) {
        DetectionReport found = DetectionReport.of(detector, samples, detection);
        return options.tellsHealth(detector.model(), samples)
                ? found.normal(options.normal(samples)).page()
                : found.page();
    }

    private DetectionQuality quality(Autoencoder model, Samples samples, Detection detection) {
        Samples training = reference == null
                ? null
                : data.source().read(reference, null, model.spec().schema());
        if (!options.tellsHealth(model, samples)) {
            if (reference != null) {
                report.note(
                        "%s",
                        samples.isLabelled()
                                ? "labels are the model's classes: nothing to measure by (--normal names a healthy one)"
                                : "no labels: nothing to measure by (name them by --label-column or --labels)");
            }
            return DetectionQuality.none();
        }
        try {
            return DetectionQuality.of(detection.scores(), samples, options.normal(samples), model.scaling(), training);
        } catch (IncompatibleDataException e) {
            report.note("not measured, '%s' being normal: %s", options.normal(samples), e.getMessage());
            return DetectionQuality.none();
        }
    }

    private void say(Samples samples, Detection detection, AnomalyDetector detector) {
        boolean calibrated = detection.threshold().isPresent();
        report.say(
                "%s: %s scored by %s%s",
                samples.source(),
                Figures.count(samples.rows(), "row"),
                detector.score(),
                calibrated
                        ? ", %,d flagged (above %s)"
                                .formatted(
                                        detection.flagged().size(),
                                        Figures.text(detection.threshold().getAsDouble()))
                        : "");
        List<Finding> strangest = (calibrated ? detection.flagged() : detection.all())
                .stream()
                        .sorted(Comparator.comparingDouble(Finding::score).reversed())
                        .limit(SHOWN)
                        .toList();
        strangest.forEach(finding -> report.say("  %s", finding));
    }

    private void write(Samples samples, Detection detection, AnomalyDetector detector) {
        if (out != null) {
            ScoresOutput.write(new CsvOutput(out, force), samples, detection);
            report.say("scores written to %s", out);
        }
        if (stepScores != null) {
            Windows windows = Windows.of(samples, data.sequences().windows("--step-scores"));
            ScoresOutput.writeSteps(new CsvOutput(stepScores, force), windows.perStep(detection.scores()));
            report.say("scores of steps written to %s", stepScores);
        }
        if (saveDetector != null) {
            if (force) {
                detector.saveReplacing(saveDetector);
            } else {
                detector.save(saveDetector);
            }
            report.say("detector written to %s", saveDetector);
        }
    }

    private ObjectNode json(Detection detection, AnomalyDetector detector, DetectionQuality quality) {
        ObjectNode json = Json.object();
        json.put("rows", detection.all().size());
        json.put("flagged", detection.flagged().size());
        Figures.put(json, "threshold", detection.threshold());
        json.put("score", detector.score().toString());
        quality.put(json);
        json.put("out", out == null ? null : out.toString());
        json.put("stepScores", stepScores == null ? null : stepScores.toString());
        return json.put("detector", saveDetector == null ? null : saveDetector.toString());
    }
}
