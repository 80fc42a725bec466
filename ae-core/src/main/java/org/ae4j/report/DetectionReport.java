package org.ae4j.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.anomaly.AnomalyDetector;
import org.ae4j.anomaly.Detection;
import org.ae4j.anomaly.Finding;
import org.ae4j.data.Samples;
import org.ae4j.data.TableSchema;
import org.ae4j.evaluate.RankingQuality;

/**
 * The page of a detection: {@code DetectionReport.of(detector, rows).normal("ok").page().write(file)}.
 *
 * @param detector open
 * @param rows that were scored
 * @param detection of these rows
 * @param normal the label of healthy rows; empty where labels do not tell health, or there are none
 * @param facts what else is to be said of the run
 */
public record DetectionReport(
        AnomalyDetector detector, Samples rows, Detection detection, Optional<String> normal, RunFacts facts) {
    /** Of rows that the detector scores now. */
    public static DetectionReport of(AnomalyDetector detector, Samples rows) {
        return of(detector, rows, detector.detect(rows));
    }

    /** Of rows that the detector scored before. */
    public static DetectionReport of(AnomalyDetector detector, Samples rows, Detection detection) {
        return new DetectionReport(detector, rows, detection, Optional.empty(), RunFacts.none());
    }

    /**
     * The same, every other label than this one being an anomaly; where there are none of either, labels tell nothing.
     */
    public DetectionReport normal(String label) {
        boolean both = rows.isLabelled()
                && rows.classes().contains(label)
                && rows.classes().size() > 1;
        return new DetectionReport(detector, rows, detection, both ? Optional.of(label) : Optional.empty(), facts);
    }

    /** The same with a fact more, such as how long it took. */
    public DetectionReport fact(String name, String value) {
        return new DetectionReport(detector, rows, detection, normal, facts.and(name, value));
    }

    /** The page, to which sections may be added. */
    public HtmlReport page() {
        Measured measured = Measured.of(detector.model(), rows, "row");
        HtmlReport page = HtmlReport.of("Anomalies in " + rows.source(), verdict())
                .addAll(findings())
                .add(pictures(measured))
                .add(LatentMap.of(measured))
                .add(FeatureErrors.of(measured));
        return page.add(run());
    }

    /** What was found: the spread of scores, how they rank, and the strangest rows. */
    public List<Section> findings() {
        var sections = new ArrayList<Section>();
        sections.add(new Histogram("score", groups(), detection.threshold()));
        if (normal.isPresent()) {
            sections.add(RankingCurves.of(detection.scores(), anomalies()));
        }
        sections.add(Strangest.of(detection, rows));
        return sections;
    }

    /** In one sentence: how many rows are flagged, and how well that fits the labels. */
    public String verdict() {
        String flagged = detection.threshold().isPresent()
                ? "%,d of %s are flagged: they score above %s."
                        .formatted(
                                detection.flagged().size(),
                                Rounded.count(rows.rows(), "row"),
                                Rounded.text(detection.threshold().getAsDouble()))
                : "%s are scored; without calibration none is flagged.".formatted(Rounded.count(rows.rows(), "row"));
        if (normal.isEmpty()) {
            return flagged;
        }
        boolean[] anomalies = anomalies();
        RankingQuality quality = RankingQuality.of(detection.scores(), anomalies);
        long truly = detection.flagged().stream()
                .filter(finding -> anomalies[finding.row()])
                .count();
        return flagged
                + (detection.threshold().isPresent() ? " %,d of these are anomalies.".formatted(truly) : "")
                + " AUROC %.3f, average precision %.3f (anomalies: all labels but '%s')."
                        .formatted(quality.auroc(), quality.averagePrecision(), normal.get());
    }

    /** Images and sequences explain themselves; of tables the table of the strangest rows says as much. */
    private Optional<Reconstructions> pictures(Measured measured) {
        int[] strangest = Strangest.of(detection, rows).findings().stream()
                .mapToInt(Finding::row)
                .toArray();
        return rows.schema() instanceof TableSchema
                ? Optional.empty()
                : Reconstructions.of(
                        "strangest-pictures",
                        "Strangest rows beside what was expected",
                        "The reconstruction is what the model believes in, the error the mean squared one in scaled units.",
                        measured,
                        strangest);
    }

    private Map<String, double[]> groups() {
        if (normal.isEmpty()) {
            return Map.of("rows", detection.scores());
        }
        boolean[] anomalies = anomalies();
        double[] scores = detection.scores();
        var groups = new LinkedHashMap<String, double[]>();
        groups.put("label " + normal.get(), scores(scores, anomalies, false));
        groups.put("other labels", scores(scores, anomalies, true));
        return groups;
    }

    private static double[] scores(double[] scores, boolean[] anomalies, boolean wanted) {
        return IntStream.range(0, scores.length)
                .filter(i -> anomalies[i] == wanted)
                .mapToDouble(i -> scores[i])
                .toArray();
    }

    private boolean[] anomalies() {
        boolean[] anomalies = new boolean[rows.rows()];
        for (int i = 0; i < anomalies.length; i++) {
            anomalies[i] = !rows.label(i).equals(normal.orElseThrow());
        }
        return anomalies;
    }

    /** What ran, with all settings. */
    public RunFacts run() {
        return RunFacts.none()
                .and(
                        "Rows",
                        rows.source() + ": " + Rounded.count(rows.rows(), "row") + ", "
                                + rows.schema().describe())
                .and("Score", detector.score().toString())
                .and(
                        "Threshold",
                        detection.threshold().isPresent()
                                ? Rounded.text(detection.threshold().getAsDouble())
                                : "none: the detector is not calibrated")
                .andAll(facts)
                .andAll(RunFacts.of(detector.model()));
    }
}
