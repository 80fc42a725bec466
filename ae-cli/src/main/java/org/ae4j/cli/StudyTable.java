package org.ae4j.cli;

import java.util.List;
import java.util.Locale;
import org.ae4j.data.Samples;
import org.ae4j.pretrain.study.LabelCurve;
import org.ae4j.pretrain.study.LabelPoint;

/** A study of labels as people read it: a row a method, controls apart. */
final class StudyTable {
    private static final int CELL = 14;

    private StudyTable() {}

    static void say(List<LabelCurve> curves, Samples test, int draws, Report report) {
        report.say(
                "accuracy on %s, %%, mean and standard deviation of %s",
                Figures.count(test.rows(), "test row"), Figures.count(draws, "draw"));
        int width =
                curves.stream().mapToInt(curve -> curve.method().length()).max().orElse(0);
        var head = new StringBuilder(pad("labels per class", width));
        curves.get(0).points().forEach(point -> head.append(cell(point.labels())));
        report.say("%s", head);
        say(
                "without the encoder",
                curves.stream().filter(curve -> !curve.usesEncoder()).toList(),
                width,
                report);
        say("with it", curves.stream().filter(LabelCurve::usesEncoder).toList(), width, report);
    }

    private static void say(String title, List<LabelCurve> curves, int width, Report report) {
        if (!curves.isEmpty()) {
            report.say("%s", title);
            curves.forEach(curve -> line(curve, width, report));
        }
    }

    private static void line(LabelCurve curve, int width, Report report) {
        var line = new StringBuilder(pad(curve.method(), width));
        curve.points().forEach(point -> line.append(cell(text(point))));
        report.say("%s", line);
    }

    /** {@code 93.4 ± 0.8}. */
    private static String text(LabelPoint point) {
        if (point.mean().isEmpty()) {
            return "–";
        }
        String mean = String.format(Locale.ROOT, "%.1f", 100 * point.mean().getAsDouble());
        return point.deviation().isEmpty()
                ? mean
                : mean
                        + String.format(
                                Locale.ROOT, " ± %.1f", 100 * point.deviation().getAsDouble());
    }

    private static String pad(String text, int width) {
        return "  " + text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String cell(String text) {
        return " ".repeat(Math.max(1, CELL - text.length())) + text;
    }
}
