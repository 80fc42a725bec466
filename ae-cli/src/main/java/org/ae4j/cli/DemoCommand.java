package org.ae4j.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Detection;
import org.ae4j.anomaly.Threshold;
import org.ae4j.data.CsvFormat;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.data.Sensors;
import org.ae4j.data.Split;
import org.ae4j.evaluate.PcaComparison;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.file.Json;
import org.ae4j.model.Autoencoder;
import org.ae4j.pretrain.Classifier;
import org.ae4j.pretrain.FineTuning;
import org.ae4j.pretrain.Freeze;
import org.ae4j.pretrain.Head;
import org.ae4j.pretrain.PretrainedEncoder;
import org.ae4j.report.DetectionReport;
import org.ae4j.report.TrainingReport;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Corruption;
import org.ae4j.spec.Presets;
import org.ae4j.train.Trainer;
import org.ae4j.train.TrainingPlan;
import org.ae4j.train.TrainingResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job on built-in data: train, detect, transfer. */
@Command(
        name = "demo",
        sortOptions = false,
        header = "Shows the main job on built-in data, in under a minute.",
        description = {
            "A simulated pump with eight sensors: learns what healthy looks like, finds faults and says which sensor is to"
                    + " blame, then names the kind of fault from a few labels. Replaces what an earlier demo made, and"
                    + " nothing else.",
            ""
        },
        footer = {"", "Example:", "  ae demo --out ae-demo"})
final class DemoCommand implements Callable<Integer> {
    private static final long SEED = 42;
    private static final int EPOCHS = 40;
    private static final int LABELS_PER_KIND = 10;
    private static final int HEAD = 64;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "ae-demo",
            description = "The folder to write into. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Mixin
    private Report report;

    @Override
    public Integer call() {
        long began = System.nanoTime();
        DemoFolder folder = DemoFolder.claim(out);
        Samples all = DataSource.of(CsvFormat.defaults()).read("sensors", null, null);
        Parts parts = all.split(
                Split.train(.6).calibration(.2).test(.2).oneClass(Sensors.OK).seed(SEED));
        report.say(
                "1. learn what a healthy pump looks like, from %s of %s",
                Figures.count(parts.train().rows(), "healthy row"),
                Figures.count(all.schema().size(), "sensor"));
        ObjectNode json = Json.object().put("model", folder.model().toString());
        var page = new DemoPage();
        TrainingResult result = train(parts.train());
        try (Autoencoder model = result.model()) {
            model.saveReplacing(folder.model());
            learnt(result, parts, page, json);
            detect(model, parts, folder, page, json);
            transfer(model, parts.test(), folder, page, json);
        }
        json.put("seconds", Figures.seconds(began));
        page.page(json.path("seconds").doubleValue()).writeReplacing(folder.page());
        json.put("report", folder.page().toString());
        sayWhatNext(folder, json);
        report.finish(json);
        return 0;
    }

    /** A little noise, three times the sensors' own: undoing it the encoder learns how they hang together. */
    private TrainingResult train(Samples healthy) {
        AutoencoderSpec spec = Presets.denoising(healthy.schema()).code(32).corruption(Corruption.gaussian(0.1));
        TrainingPlan plan =
                TrainingPlan.defaultsFor(spec).epochs(EPOCHS).batchSize(64).seed(SEED);
        try (var progress = new Progress(report, "training")) {
            return Trainer.of(spec, plan).listen(progress).fit(healthy);
        }
    }

    private static void learnt(TrainingResult result, Parts parts, DemoPage page, ObjectNode json) {
        var healthy = new Parts(
                parts.train(),
                parts.validation(),
                parts.calibration(),
                parts.test().only(Sensors.OK));
        PcaComparison pca = PcaComparison.of(result.model(), healthy.train(), healthy.test());
        json.put("testMse", Reconstruction.of(result.model(), healthy.test()).mse());
        Figures.put(json, pca);
        page.learnt(TrainingReport.of(result, healthy, pca));
    }

    private void detect(Autoencoder model, Parts parts, DemoFolder folder, DemoPage page, ObjectNode json) {
        Samples test = parts.test();
        report.say(
                "2. find faults, calibrated by %s",
                Figures.count(parts.calibration().rows(), "other healthy row"));
        try (var detector = AnomalyDetector.calibrate(model, parts.calibration(), Threshold.defaults())) {
            detector.saveReplacing(folder.detector());
            Detection detection = detector.detect(test);
            new CsvOutput(folder.rows(), true).samples(test);
            ScoresOutput.write(new CsvOutput(folder.scores(), true), test, detection);
            DetectionQuality quality =
                    DetectionQuality.of(detection.scores(), test, Sensors.OK, model.scaling(), parts.train());
            new DemoFindings(test, detection).say(report, json);
            quality.say(report);
            quality.put(json);
            page.found(DetectionReport.of(detector, test, detection).normal(Sensors.OK));
        }
    }

    private void transfer(Autoencoder model, Samples test, DemoFolder folder, DemoPage page, ObjectNode json) {
        Samples faults = test.select(IntStream.range(0, test.rows())
                .filter(i -> !test.label(i).equals(Sensors.OK))
                .toArray());
        Parts halves = faults.split(Split.train(.5).test(.5).stratified().seed(SEED));
        Samples few = halves.train().perLabel(LABELS_PER_KIND, SEED);
        var parts = new Parts(few, halves.validation(), halves.calibration(), halves.test());
        report.say(
                "3. name the kind of fault: the same encoder, frozen, under a head that sees %s of each kind",
                Figures.count(LABELS_PER_KIND, "label"));
        try (PretrainedEncoder encoder = PretrainedEncoder.of(model)) {
            FineTuning<Classifier> tuning =
                    encoder.fineTune().freeze(Freeze.all()).head(Head.softmax().hidden(HEAD));
            try (var progress = new Progress(report, "fine-tuning");
                    Classifier classifier = tuning.listen(progress).fit(few).model()) {
                classifier.saveReplacing(folder.classifier());
                new CsvOutput(folder.faults(), true).samples(parts.test());
                TransferComparison comparison = TransferComparison.of(classifier, tuning, parts, report);
                comparison.say(report, parts);
                comparison.put(json);
                page.named(comparison, classifier, parts);
            }
        }
    }

    private void sayWhatNext(DemoFolder folder, ObjectNode json) {
        report.say("made in %.0f s, in %s:", json.path("seconds").doubleValue(), out);
        report.say(
                "  the model %s, the detector %s, the classifier %s, the scores %s",
                folder.model().getFileName(),
                folder.detector().getFileName(),
                folder.classifier().getFileName(),
                folder.scores().getFileName());
        report.say("next:");
        report.say("  ./ae info %s", word(folder.model()));
        report.say(
                "  ./ae detect --model %s --data %s --label-column last", word(folder.detector()), word(folder.rows()));
        report.say(
                "  ./ae predict --model %s --data %s --label-column last",
                word(folder.classifier()), word(folder.faults()));
        report.say("on rows of your own: ./ae train --help, then ./ae detect --help");
        report.say("all of it in pictures, for a browser: %s", folder.page());
    }

    private static String word(Path file) {
        return DataOptions.quoted(file.toString());
    }
}
