package org.ae4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.evaluate.RankingQuality;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Series;

/**
 * How well scores put anomalies above healthy rows at every threshold: the ROC curve, and precision by recall (Fawcett
 * 2006; Davis and Goadrich 2006).
 *
 * @param quality the areas
 * @param positive scores of anomalies, ascending
 * @param negative scores of healthy rows, ascending
 */
public record RankingCurves(RankingQuality quality, double[] positive, double[] negative) implements Section {
    private static final int THRESHOLDS = 200;

    /**
     * Of scores; higher means an anomaly.
     *
     * @param anomaly one a row
     * @throws org.ae4j.IncompatibleDataException as {@link RankingQuality#of}
     */
    public static RankingCurves of(double[] scores, boolean[] anomaly) {
        return new RankingCurves(
                RankingQuality.of(scores, anomaly), sorted(scores, anomaly, true), sorted(scores, anomaly, false));
    }

    private static double[] sorted(double[] scores, boolean[] anomaly, boolean wanted) {
        return IntStream.range(0, scores.length)
                .filter(i -> anomaly[i] == wanted)
                .mapToDouble(i -> scores[i])
                .sorted()
                .toArray();
    }

    @Override
    public String id() {
        return "ranking";
    }

    @Override
    public String title() {
        return "Anomalies found and false alarms";
    }

    @Override
    public void write(Html html) {
        var roc = new ArrayList<Point>(List.of(new Point(0, 0, "")));
        var precision = new ArrayList<Point>();
        for (double threshold : thresholds()) {
            double found = atLeast(positive, threshold);
            double alarms = atLeast(negative, threshold);
            double recall = found / positive.length;
            String place = "score from %s on: ".formatted(Rounded.text(threshold));
            roc.add(new Point(
                    alarms / negative.length,
                    recall,
                    place
                            + "%s of anomalies, %s of healthy rows"
                                    .formatted(Rounded.percent(recall), Rounded.percent(alarms / negative.length))));
            precision.add(new Point(
                    recall,
                    found / (found + alarms),
                    place
                            + "%s of anomalies found, %s of alarms right"
                                    .formatted(Rounded.percent(recall), Rounded.percent(found / (found + alarms)))));
        }
        double share = positive.length / (double) (positive.length + negative.length);
        String area = "ROC curve: the area under it, AUROC, is %.3f; guessing has 0.5.".formatted(quality.auroc());
        String average = "Precision by recall: the average precision is %.3f; guessing has %.3f."
                .formatted(quality.averagePrecision(), share);
        html.open("div", "class", "charts");
        html.figure(
                Chart.of(
                        Kind.LINES,
                        Axis.share("false alarms: share of healthy rows"),
                        Axis.share("share of anomalies found"),
                        area,
                        new Series("score", roc),
                        new Series("guessing", List.of(new Point(0, 0, ""), new Point(1, 1, "")))),
                area);
        html.figure(
                Chart.of(
                        Kind.LINES,
                        Axis.share("recall: share of anomalies found"),
                        Axis.share("precision: share of alarms right"),
                        average,
                        new Series("score", precision),
                        new Series("guessing", List.of(new Point(0, share, ""), new Point(1, share, "")))),
                average);
        html.close();
    }

    /** Scores that occur, from the highest down, at most 200, evenly by rank among both kinds of rows. */
    private double[] thresholds() {
        double[] thresholds = IntStream.range(0, THRESHOLDS)
                .boxed()
                .flatMap(i -> List.of(at(positive, i), at(negative, i)).stream())
                .mapToDouble(Double::doubleValue)
                .distinct()
                .sorted()
                .toArray();
        for (int i = 0; i < thresholds.length / 2; i++) {
            double swapped = thresholds[i];
            thresholds[i] = thresholds[thresholds.length - 1 - i];
            thresholds[thresholds.length - 1 - i] = swapped;
        }
        return thresholds;
    }

    private static double at(double[] sorted, int i) {
        return sorted[(int) ((long) i * (sorted.length - 1) / (THRESHOLDS - 1))];
    }

    private static double atLeast(double[] sorted, double threshold) {
        int at = Arrays.binarySearch(sorted, threshold);
        if (at < 0) {
            return sorted.length + at + 1;
        }
        while (at > 0 && sorted[at - 1] == threshold) {
            at--;
        }
        return sorted.length - at;
    }
}
