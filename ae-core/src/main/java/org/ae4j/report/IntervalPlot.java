package org.ae4j.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.ae4j.Rounded;

/**
 * Effects with their intervals, one a row, on one axis with a line at 0: a forest plot. It is a table whose numbers stand
 * beside small drawings, SVG that needs no script, so that it reads and prints as it is seen. {@link Html#figure} writes
 * it.
 *
 * @param what is measured, with its unit: the title of the axis
 * @param intervals from top to bottom; at least one
 */
public record IntervalPlot(String what, List<Interval> intervals) {
    /** Room left and right of the outermost ends, in parts of what lies between them. */
    private static final double MARGIN = 0.06;

    private static final int MOST_STEPS = 4;

    /**
     * An effect and what it may as well be.
     *
     * @param name of the row
     * @param low the interval's lower end
     * @param middle the effect that was measured; a skewed interval may leave it out
     * @param high the upper end, at least {@code low}
     * @param note what else is to be said, such as on how many runs it rests; may be empty
     */
    public record Interval(String name, double low, double middle, double high, String note) {
        public Interval {
            if (!Double.isFinite(low) || !Double.isFinite(middle) || !Double.isFinite(high) || low > high) {
                throw new IllegalArgumentException(
                        "the interval of '%s' needs finite numbers with low <= high, found low %s, middle %s, high %s"
                                .formatted(name, low, middle, high));
            }
        }

        /** Whether all of the interval lies on one side of 0. */
        public boolean leavesOutZero() {
            return low > 0 || high < 0;
        }

        private String range() {
            return "%s to %s".formatted(Rounded.text(low), Rounded.text(high));
        }
    }

    public IntervalPlot {
        intervals = List.copyOf(intervals);
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("an interval plot needs at least one interval, found none");
        }
    }

    /** Intervals on an axis without a title. */
    public static IntervalPlot of(List<Interval> intervals) {
        return new IntervalPlot("", intervals);
    }

    /** The same with this title of the axis. */
    public IntervalPlot what(String newWhat) {
        return new IntervalPlot(newWhat, intervals);
    }

    void write(Html html, String caption) {
        html.open("table", "class", "intervals").element("caption", caption);
        html.open("tbody");
        intervals.forEach(interval -> row(html, interval));
        html.close().open("tfoot").open("tr");
        html.element("td", "filled: the interval leaves out 0").open("td", "class", "strip");
        axis(html);
        html.close().element("td", "").close().close().close();
    }

    private void row(Html html, Interval interval) {
        html.open("tr").open("th", "scope", "row").text(interval.name());
        if (!interval.note().isEmpty()) {
            html.element("small", interval.note());
        }
        html.close().open("td", "class", "strip").open("svg", "aria-hidden", "true");
        html.element(
                "title", "%s: %s, %s".formatted(interval.name(), Rounded.text(interval.middle()), interval.range()));
        line(html, "zero", 0, 0, "0", "100%");
        line(html, "range", interval.low(), interval.high(), "50%", "50%");
        String kind = interval.leavesOutZero() ? "apart" : "around";
        html.element("circle", "", "class", kind, "cx", at(interval.middle()), "cy", "50%", "r", "5");
        html.close().close().open("td", "class", "number").text(Rounded.text(interval.middle()));
        html.element("small", interval.range()).close().close();
    }

    private void axis(Html html) {
        html.open("svg", "aria-hidden", "true");
        line(html, "base", start(), end(), "0", "0");
        double step = step();
        long first = (long) Math.ceil(start() / step);
        long last = (long) Math.floor(end() / step);
        for (long i = first; i <= last; i++) {
            line(html, "base", i * step, i * step, "0", "5");
            String kind = last - first > 2 && i % 2 != 0 ? "between" : "tick";
            html.element("text", Rounded.text(i * step), "class", kind, "x", at(i * step), "y", "18");
        }
        html.close().element("small", what);
    }

    private void line(Html html, String kind, double from, double to, String top, String bottom) {
        html.element("line", "", "class", kind, "x1", at(from), "x2", at(to), "y1", top, "y2", bottom);
    }

    /** Where a value stands, in percent of the drawing's width. */
    private String at(double value) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * (value - start()) / (end() - start()));
    }

    /** The axis always shows 0. */
    private double start() {
        return least() - MARGIN * span();
    }

    private double end() {
        return least() + (1 + MARGIN) * span();
    }

    private double least() {
        return Math.min(0, ends().min().orElseThrow());
    }

    private double span() {
        double span = Math.max(0, ends().max().orElseThrow()) - least();
        return span > 0 ? span : 1;
    }

    private DoubleStream ends() {
        return intervals.stream()
                .flatMapToDouble(interval -> DoubleStream.of(interval.low(), interval.middle(), interval.high()));
    }

    /** 1, 2 or 5 times a power of ten, at most {@link #MOST_STEPS} of them between the ends. */
    private double step() {
        double raw = (end() - start()) / MOST_STEPS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        return DoubleStream.of(1, 2, 5, 10)
                .map(factor -> factor * power)
                .filter(step -> step >= raw)
                .findFirst()
                .orElse(10 * power);
    }
}
