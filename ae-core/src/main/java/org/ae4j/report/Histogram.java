package org.ae4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.ae4j.Rounded;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Mark;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Series;

/**
 * How errors or scores are spread, with the threshold where there is one.
 *
 * @param what one value is, such as {@code "error"}
 * @param groups values by the group of their row, such as labels of two kinds; at least one value in all
 * @param threshold the highest value that is not flagged
 */
public record Histogram(String what, Map<String, double[]> groups, OptionalDouble threshold) implements Section {
    private static final int COLUMNS = 40;

    /** What lies above this quantile stands in the last column, so that a few large values do not hide the others. */
    private static final double SHOWN = 0.98;

    /** Of errors of rows that are all of one kind. */
    public static Histogram ofErrors(Measured measured) {
        return new Histogram(
                "error", Map.of(measured.what() + "s", measured.reconstruction().rowErrors()), OptionalDouble.empty());
    }

    @Override
    public String id() {
        return "histogram";
    }

    @Override
    public String title() {
        return "Spread of the " + what + "s";
    }

    @Override
    public void write(Html html) {
        double[] all = groups.values().stream()
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
        double[] finite = Arrays.stream(all).filter(Double::isFinite).toArray();
        if (finite.length == 0) {
            html.paragraph("No %s is finite.".formatted(what));
            return;
        }
        double low = finite[0];
        double high = upTo(finite);
        double width = high > low ? (high - low) / COLUMNS : 1;
        var series = new ArrayList<Series>();
        groups.forEach((name, values) -> series.add(new Series(name, columns(values, low, width))));
        double median = all[all.length / 2];
        long beyond = Arrays.stream(all).filter(value -> value > high).count();
        String caption = "%s: median %s, largest %s%s%s."
                .formatted(
                        Rounded.count(all.length, what),
                        Rounded.text(median),
                        Rounded.text(all[all.length - 1]),
                        beyond > 0
                                ? "; the %,d above %s stand in the last column".formatted(beyond, Rounded.text(high))
                                : "",
                        flagged(all));
        Chart chart =
                Chart.of(Kind.COLUMNS, Axis.linear(what), Axis.linear("rows"), caption, series.toArray(Series[]::new));
        html.figure(
                threshold.isPresent()
                        ? chart.marked(List.of(new Mark(
                                "threshold " + Rounded.text(threshold.getAsDouble()), threshold.getAsDouble())))
                        : chart,
                caption);
    }

    private String flagged(double[] all) {
        if (threshold.isEmpty()) {
            return "";
        }
        long above = Arrays.stream(all)
                .filter(value -> value > threshold.getAsDouble())
                .count();
        return "; %,d above the threshold %s".formatted(above, Rounded.text(threshold.getAsDouble()));
    }

    /** The end of the axis: far enough to see the threshold. */
    private double upTo(double[] sorted) {
        double most = sorted[(int) (SHOWN * (sorted.length - 1))];
        double needed = threshold.isPresent()
                ? DoubleStream.of(most, 1.25 * threshold.getAsDouble()).max().getAsDouble()
                : most;
        return Math.min(needed, sorted[sorted.length - 1]);
    }

    private List<Point> columns(double[] values, double low, double width) {
        int[] counts = new int[COLUMNS];
        for (double value : values) {
            counts[(int) Math.max(0, Math.min(COLUMNS - 1, (value - low) / width))]++;
        }
        var points = new ArrayList<Point>();
        for (int i = 0; i < COLUMNS; i++) {
            double from = low + i * width;
            String range = i == COLUMNS - 1
                    ? "from " + Rounded.text(from)
                    : "%s to %s".formatted(Rounded.text(from), Rounded.text(from + width));
            points.add(new Point(
                    from + width / 2, counts[i], Rounded.count(counts[i], "row") + ", " + what + " " + range));
        }
        return points;
    }
}
