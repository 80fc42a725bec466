package org.ae4j.pretrain.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.ae4j.Rounded;
import org.ae4j.report.Chart;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Scale;
import org.ae4j.report.Chart.Series;
import org.ae4j.report.Html;
import org.ae4j.report.HtmlReport;
import org.ae4j.report.Section;

/**
 * Accuracy over labels as a part of a page: a line a method and the figures below.
 *
 * @param curves of a study, at least one
 */
public record LabelSection(List<LabelCurve> curves) implements Section {
    public LabelSection {
        curves = List.copyOf(curves);
    }

    /** A page with this section alone; its verdict compares the best methods with and without the encoder. */
    public HtmlReport page(String title) {
        return HtmlReport.of(title, verdict()).add(this);
    }

    /** In one sentence: what the encoder is worth with the fewest labels. */
    public String verdict() {
        String labels = curves.get(0).points().get(0).labels();
        if (best(false).isEmpty() || best(true).isEmpty()) {
            LabelCurve best = best(false).or(() -> best(true)).orElseThrow();
            return "With %s labels per class %s names %s of the test rows rightly."
                    .formatted(labels, best.method(), share(best, 0));
        }
        LabelCurve without = best(false).get();
        LabelCurve with = best(true).get();
        return "With %s labels per class %s names %s of the test rows rightly; without the encoder the best is %s, %s."
                .formatted(labels, with.method(), share(with, 0), without.method(), share(without, 0));
    }

    @Override
    public String id() {
        return "label-efficiency";
    }

    @Override
    public String title() {
        return "Accuracy over labels";
    }

    @Override
    public void write(Html html) {
        html.figure(chart(), verdict());
        html.table("Share of test rows named rightly, mean and deviation over the draws", head(), rows());
    }

    private Chart chart() {
        Series[] lines = curves.stream()
                .map(curve -> new Series(
                        curve.method(),
                        curve.points().stream()
                                .filter(point -> point.mean().isPresent())
                                .map(point ->
                                        new Point(point.rows(), point.mean().getAsDouble(), ""))
                                .toList()))
                .toArray(Series[]::new);
        return Chart.of(
                Chart.Kind.LINES,
                new Axis("labelled rows", Scale.LOGARITHMIC),
                Axis.linear("accuracy"),
                "Accuracy over labelled rows, one line a method. " + verdict(),
                lines);
    }

    private List<String> head() {
        return Stream.concat(
                        Stream.of("method", "encoder"),
                        curves.get(0).points().stream().map(point -> point.labels() + " per class"))
                .toList();
    }

    private List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        for (LabelCurve curve : curves) {
            var row = new ArrayList<>(List.of(curve.method(), curve.usesEncoder() ? "with" : "without"));
            for (int i = 0; i < curve.points().size(); i++) {
                row.add(share(curve, i));
            }
            rows.add(row);
        }
        return rows;
    }

    private Optional<LabelCurve> best(boolean usesEncoder) {
        return curves.stream()
                .filter(curve -> curve.usesEncoder() == usesEncoder)
                .reduce((a, b) -> mean(b) > mean(a) ? b : a);
    }

    private static double mean(LabelCurve curve) {
        return curve.points().get(0).mean().orElse(0);
    }

    private static String share(LabelCurve curve, int place) {
        LabelPoint point = curve.points().get(place);
        OptionalDouble mean = point.mean();
        if (mean.isEmpty()) {
            return "–";
        }
        String share = Rounded.percent(mean.getAsDouble());
        return point.deviation().isEmpty()
                ? share
                : share + " ± " + Rounded.percent(point.deviation().getAsDouble());
    }
}
