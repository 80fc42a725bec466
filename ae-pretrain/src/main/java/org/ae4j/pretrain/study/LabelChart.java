package org.ae4j.pretrain.study;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Curves as one SVG picture: accuracy over labelled rows on a logarithmic axis, a line a method, controls dashed. Its own
 * text says what it shows; colours follow the reader's light or dark theme.
 */
public final class LabelChart {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 460;
    private static final int LEFT = 60;
    private static final int RIGHT = 560;
    private static final int TOP = 40;
    private static final int BOTTOM = 400;
    private static final int LEGEND = 590;
    private static final int COLOURS = 6;

    /** Colours that are told apart with impaired colour vision too, after Okabe and Ito; as many as {@link #COLOURS}. */
    private static final String STYLE = """
            <style>
              svg { background: #fff; color: #222; font: 13px sans-serif; }
              .c0 { color: #0072b2; } .c1 { color: #d55e00; } .c2 { color: #009e73; }
              .c3 { color: #b0578d; } .c4 { color: #8a6d00; } .c5 { color: #555; }
              text { fill: currentColor; stroke: none; }
              .curve { stroke: currentColor; fill: none; stroke-width: 2; }
              .curve circle { fill: currentColor; stroke: none; }
              .control { stroke-dasharray: 6 4; }
              .grid { stroke: #888; stroke-opacity: .35; }
              @media (prefers-color-scheme: dark) {
                svg { background: #16181d; color: #ddd; }
                .c0 { color: #56b4e9; } .c1 { color: #ff9a4d; } .c2 { color: #3ccf9e; }
                .c3 { color: #e59ac6; } .c4 { color: #e6c84a; } .c5 { color: #bbb; }
              }
            </style>
            """;

    private final List<LabelCurve> curves;
    private final TreeMap<Integer, String> ticks = new TreeMap<>();
    private final double least;
    private final StringBuilder svg = new StringBuilder();

    private LabelChart(List<LabelCurve> curves) {
        this.curves = curves;
        curves.forEach(curve -> curve.points().forEach(point -> ticks.put(point.rows(), point.labels())));
        double lowest = curves.stream()
                .flatMap(curve -> curve.points().stream())
                .flatMap(point -> point.mean().stream().boxed())
                .min(Double::compare)
                .orElse(0.0);
        least = Math.min(.9, Math.floor(lowest * 10) / 10);
    }

    /**
     * Draws curves.
     *
     * @param title what they show, such as the data's name
     * @param curves at least one
     */
    public static String svg(String title, List<LabelCurve> curves) {
        return new LabelChart(curves).draw(title);
    }

    private String draw(String title) {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                        + " role=\"img\" aria-labelledby=\"title desc\">\n",
                WIDTH, HEIGHT);
        add("<title id=\"title\">%s: accuracy by labels per class</title>\n", escaped(title));
        add("<desc id=\"desc\">%s</desc>\n", escaped(description()));
        svg.append(STYLE);
        axes(title);
        int controls = 0;
        int others = 0;
        for (int i = 0; i < curves.size(); i++) {
            LabelCurve curve = curves.get(i);
            curve(curve, (curve.usesEncoder() ? others++ : controls++) % COLOURS, TOP + 20 + 30 * i);
        }
        return svg.append("</svg>\n").toString();
    }

    private void axes(String title) {
        text(LEFT, TOP - 16, "start", title + ": accuracy on test rows, %");
        for (int tenth = (int) Math.round(least * 20); tenth <= 20; tenth++) {
            double y = y(tenth / 20.0);
            add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>\n", LEFT, y, RIGHT);
            text(LEFT - 8, y + 4, "end", Integer.toString(tenth * 5));
        }
        ticks.forEach((rows, labels) -> {
            add("<path class=\"grid\" d=\"M%.1f %dV%d\"/>\n", x(rows), TOP, BOTTOM);
            text(x(rows), BOTTOM + 20, "middle", labels);
        });
        text((LEFT + RIGHT) / 2.0, BOTTOM + 44, "middle", "labels per class");
    }

    private void curve(LabelCurve curve, int colour, int legend) {
        add("<g class=\"curve c%d%s\">", colour, curve.usesEncoder() ? "" : " control");
        var path = new StringBuilder();
        for (LabelPoint point : curve.points()) {
            point.mean().ifPresent(mean -> {
                path.append(String.format(
                        Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(point.rows()), y(mean)));
                add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>", x(point.rows()), y(mean));
                point.deviation().ifPresent(deviation -> bar(point.rows(), mean, deviation));
            });
        }
        add("<path d=\"%s\"/><path d=\"M%d %dh36\"/>", path, LEGEND, legend);
        text(LEGEND + 46, legend + 4, "start", curve.method());
        add("</g>\n");
    }

    /** One standard deviation to both sides. */
    private void bar(int rows, double mean, double deviation) {
        add(
                "<path stroke-width=\"1\" d=\"M%.1f %.1fV%.1f\"/>",
                x(rows), y(Math.max(least, mean - deviation)), y(Math.min(1, mean + deviation)));
    }

    private double x(int rows) {
        double first = Math.log(ticks.firstKey());
        double last = Math.log(ticks.lastKey());
        double share = last == first ? .5 : (Math.log(rows) - first) / (last - first);
        return LEFT + 20 + share * (RIGHT - LEFT - 40);
    }

    private double y(double accuracy) {
        return BOTTOM - (accuracy - least) / (1 - least) * (BOTTOM - TOP);
    }

    private String description() {
        var text = new StringBuilder("Means over draws of the labels.");
        for (LabelCurve curve : curves) {
            text.append(' ').append(curve.method()).append(curve.usesEncoder() ? ":" : " (without an encoder):");
            for (LabelPoint point : curve.points()) {
                point.mean()
                        .ifPresent(mean ->
                                text.append(String.format(Locale.ROOT, " %s: %.1f %%;", point.labels(), 100 * mean)));
            }
        }
        return text.toString();
    }

    private void text(double x, double y, String anchor, String text) {
        add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n", x, y, anchor, escaped(text));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
