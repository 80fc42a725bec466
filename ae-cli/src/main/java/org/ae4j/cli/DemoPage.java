package org.ae4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.data.Parts;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.Classifier;
import org.ae4j.report.CodeDrivers;
import org.ae4j.report.ConfusionMatrix;
import org.ae4j.report.DetectionReport;
import org.ae4j.report.FeatureErrors;
import org.ae4j.report.HtmlReport;
import org.ae4j.report.LatentMap;
import org.ae4j.report.LossCurves;
import org.ae4j.report.Measured;
import org.ae4j.report.Reconstructions;
import org.ae4j.report.RunFacts;
import org.ae4j.report.Section;
import org.ae4j.report.TrainingReport;
import org.ae4j.report.TransferReport;

/** The demo's page, put together as its steps end. */
final class DemoPage {
    private final List<Section> sections = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();
    private RunFacts facts = RunFacts.none();

    /** The first step: its test rows are healthy. */
    void learnt(TrainingReport training) {
        Measured measured = training.measured();
        sentences.add("Learnt from %s, the model gives others back with a mean squared error of %s in scaled units."
                .formatted(
                        Rounded.count(training.parts().train().rows(), "healthy row"),
                        Rounded.text(measured.reconstruction().mse())));
        sections.add(new LossCurves(training.result().history()));
        Reconstructions.of(measured).ifPresent(sections::add);
        CodeDrivers.of(measured).ifPresent(sections::add);
        sections.add(FeatureErrors.of(measured));
        facts = training.run();
    }

    /** The second step. */
    void found(DetectionReport detection) {
        sentences.add(detection.verdict());
        List<Section> findings = detection.findings();
        sections.addAll(0, findings);
        LatentMap.of(Measured.of(detection.detector().model(), detection.rows(), "test row"))
                .ifPresent(map -> sections.add(findings.size(), map));
    }

    /** The third step. */
    void named(TransferComparison comparison, Classifier classifier, Parts parts) {
        Map<String, Double> shares = new LinkedHashMap<>();
        put(shares, "frozen encoder under a head", comparison.accuracy());
        put(shares, "same network from scratch", comparison.scratch());
        put(shares, "nearest labelled row", comparison.nearestNeighbour());
        Samples test = parts.test();
        List<String> kinds =
                IntStream.range(0, test.rows()).mapToObj(test::label).toList();
        TransferReport transfer = TransferReport.of(
                shares,
                ConfusionMatrix.of(classifier.classes(), kinds, classifier.predict(test)),
                parts.train().rows());
        sentences.add(transfer.verdict());
        sections.addAll(transfer.sections());
    }

    private static void put(Map<String, Double> shares, String name, OptionalDouble share) {
        share.ifPresent(value -> shares.put(name, value));
    }

    HtmlReport page(double seconds) {
        return HtmlReport.of("A pump with eight sensors: what the demo found", String.join(" ", sentences))
                .addAll(sections)
                .add(facts.and("Time", "%.0f s in all".formatted(seconds)));
    }
}
