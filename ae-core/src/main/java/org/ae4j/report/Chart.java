package org.ae4j.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ae4j.file.Json;

/**
 * A chart as numbers; the page draws it.
 *
 * @param kind how points are drawn
 * @param x the axis from left to right; of bars that of their lengths
 * @param y the axis upwards; of bars that of their names
 * @param series drawn over each other, each in a colour and with a mark of its own
 * @param marks lines across the chart
 * @param names of the bars, from top to bottom; empty for other kinds
 * @param alt what is seen, for those who do not see it
 */
public record Chart(Kind kind, Axis x, Axis y, List<Series> series, List<Mark> marks, List<String> names, String alt) {
    /** Enough for a picture; more would only make the page larger. */
    private static final MathContext DIGITS = new MathContext(6);

    /** How points are drawn. */
    public enum Kind {
        /** Joined in their order. */
        LINES,
        /** Each by itself. */
        POINTS,
        /** Columns of equal width upwards from 0, each around its x. */
        COLUMNS,
        /** Named bars from 0 to the right: x is the length, y the number of the name. */
        BARS
    }

    /**
     * One axis.
     *
     * @param title with its unit
     * @param scale how long a difference is
     */
    public record Axis(String title, Scale scale) {
        /** Equal differences are equally long. */
        public static Axis linear(String title) {
            return new Axis(title, Scale.LINEAR);
        }

        /** From 0 to 1. */
        public static Axis share(String title) {
            return new Axis(title, Scale.SHARE);
        }
    }

    /** How values lie along an axis. */
    public enum Scale {
        /** Equal differences are equally long. */
        LINEAR,
        /** The same, from 0 to 1. */
        SHARE,
        /** Equal factors are equally long; all values are positive. */
        LOGARITHMIC
    }

    /**
     * Where something was measured.
     *
     * @param x NaN or infinite where nothing is drawn
     * @param y the same: there a line is interrupted
     * @param label what is said of it on hover; empty for its numbers
     */
    public record Point(double x, double y, String label) {}

    /**
     * Points that belong together.
     *
     * @param name for the legend
     * @param points in order
     */
    public record Series(String name, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }

        /** Values at 0, 1, … plus {@code from}. */
        public static Series of(String name, double from, double... values) {
            var points = new ArrayList<Point>();
            for (int i = 0; i < values.length; i++) {
                points.add(new Point(from + i, values[i], ""));
            }
            return new Series(name, points);
        }
    }

    /**
     * A line across the chart.
     *
     * @param name what it stands for
     * @param x where it stands; finite
     */
    public record Mark(String name, double x) {}

    public Chart {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        names = List.copyOf(names);
    }

    /** Lines, points or columns. */
    public static Chart of(Kind kind, Axis x, Axis y, String alt, Series... series) {
        return new Chart(kind, x, y, List.of(series), List.of(), List.of(), alt);
    }

    /**
     * Named bars.
     *
     * @param x what their lengths are
     * @param values one for each name
     */
    public static Chart bars(Axis x, String alt, List<String> names, double... values) {
        var points = new ArrayList<Point>();
        for (int i = 0; i < values.length; i++) {
            points.add(new Point(values[i], i, ""));
        }
        return new Chart(Kind.BARS, x, Axis.linear(""), List.of(new Series(x.title(), points)), List.of(), names, alt);
    }

    /** The same with these lines across it. */
    public Chart marked(List<Mark> newMarks) {
        return new Chart(kind, x, y, series, newMarks, names, alt);
    }

    ObjectNode json() {
        ObjectNode json = Json.object().put("kind", name(kind));
        json.putObject("x").put("title", x.title).put("scale", name(x.scale));
        json.putObject("y").put("title", y.title).put("scale", name(y.scale));
        ArrayNode all = json.putArray("series");
        for (Series one : series) {
            ArrayNode points = all.addObject().put("name", one.name).putArray("points");
            one.points.forEach(point -> add(points.addArray(), point));
        }
        ArrayNode lines = json.putArray("marks");
        marks.forEach(mark -> lines.addObject().put("name", mark.name).put("x", mark.x));
        ArrayNode words = json.putArray("names");
        names.forEach(words::add);
        return json;
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void add(ArrayNode array, Point point) {
        add(array, point.x);
        add(array, point.y);
        if (!point.label.isEmpty()) {
            array.add(point.label);
        }
    }

    /** JSON has neither NaN nor infinity; the page draws nothing for null. */
    private static void add(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(rounded(value));
        } else {
            array.addNull();
        }
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(DIGITS).doubleValue();
    }
}
