package org.ae4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Pca;
import org.ae4j.model.FittedScaling;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Mark;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Series;
import org.ae4j.spec.Scaling;

/**
 * Where rows lie in the code: a code of two numbers as it is, a longer one along its first two principal components,
 * one of one number beside the error. Colours are labels, else quarters of the error.
 *
 * @param measured the model and its rows
 * @param shown numbers of the rows that are shown
 * @param places {@code [shown][2]}
 * @param x what the first number is
 * @param y what the second number is
 */
public record LatentMap(Measured measured, int[] shown, float[][] places, String x, String y) implements Section {
    private static final int MOST = 500;
    private static final int FEWEST = 3;

    /** As many colours and marks as can be told apart. */
    private static final int CLASSES = 10;

    /** The eigenvectors of more take too long for a picture. */
    private static final int WIDEST = 512;

    private static final int EXTREMES = 5;

    /** Empty for fewer than 3 rows without missing cells, and for codes of more than 512 numbers. */
    public static Optional<LatentMap> of(Measured measured) {
        int[] rows = measured.spread(MOST);
        if (rows.length < FEWEST || measured.model().spec().bottleneck().size() > WIDEST) {
            return Optional.empty();
        }
        return of(measured, rows, measured.model().encode(measured.rows().select(rows)));
    }

    /** Without rows so large that their codes are no numbers. */
    private static Optional<LatentMap> of(Measured measured, int[] rows, float[][] all) {
        int[] finite =
                IntStream.range(0, rows.length).filter(i -> isFinite(all[i])).toArray();
        if (finite.length < FEWEST) {
            return Optional.empty();
        }
        int[] shown = Arrays.stream(finite).map(i -> rows[i]).toArray();
        float[][] codes = Arrays.stream(finite).mapToObj(i -> all[i]).toArray(float[][]::new);
        if (codes[0].length == 1) {
            float[][] places = new float[shown.length][];
            for (int i = 0; i < places.length; i++) {
                places[i] = new float[] {
                    codes[i][0], (float) measured.reconstruction().rowErrors()[shown[i]]
                };
            }
            return Optional.of(new LatentMap(measured, shown, places, "code 0", "error"));
        }
        if (codes[0].length == 2) {
            return Optional.of(new LatentMap(measured, shown, codes, "code 0", "code 1"));
        }
        Samples table = Samples.of(codes);
        float[][] places =
                Pca.fit(FittedScaling.fit(Scaling.none(), table), table, 2).encode(table);
        return Optional.of(new LatentMap(
                measured, shown, places, "first component of the codes", "second component of the codes"));
    }

    private static boolean isFinite(float[] code) {
        return IntStream.range(0, code.length).allMatch(i -> Float.isFinite(code[i]));
    }

    @Override
    public String id() {
        return "map";
    }

    @Override
    public String title() {
        return "Map of the codes";
    }

    @Override
    public void write(Html html) {
        boolean labelled = isByLabel();
        String finding = labelled
                ? "%s; of %s the nearest neighbour on this map has the same label."
                        .formatted(Rounded.count(shown.length, measured.what()), Rounded.percent(agreement()))
                : "%s; the colours are quarters of the error.".formatted(Rounded.count(shown.length, measured.what()));
        html.open("div", "class", "tall");
        html.figure(
                new Chart(
                        Kind.POINTS,
                        Axis.linear(x),
                        Axis.linear(y),
                        labelled ? byLabel() : byError(),
                        List.<Mark>of(),
                        List.of(),
                        "Map of codes. " + finding),
                finding + " Rows whose codes are alike lie close together.");
        html.close();
        html.details("Rows farthest from the middle")
                .table("Rows farthest from the middle of the map", List.of("row", x, y, "error"), extremes())
                .close();
    }

    private boolean isByLabel() {
        return measured.rows().isLabelled() && measured.rows().classes().size() <= CLASSES;
    }

    private List<Series> byLabel() {
        var series = new ArrayList<Series>();
        for (String label : measured.rows().classes()) {
            series.add(series(
                    label,
                    IntStream.range(0, shown.length)
                            .filter(i -> measured.rows().label(shown[i]).equals(label))));
        }
        return series;
    }

    private List<Series> byError() {
        int[] order = IntStream.range(0, shown.length)
                .boxed()
                .sorted(Comparator.comparingDouble(this::error))
                .mapToInt(Integer::intValue)
                .toArray();
        String[] names = {"smallest errors", "below the median", "above the median", "largest errors"};
        var series = new ArrayList<Series>();
        for (int q = 0; q < names.length; q++) {
            int from = q * order.length / names.length;
            int to = (q + 1) * order.length / names.length;
            series.add(series(names[q], IntStream.range(from, to).map(i -> order[i])));
        }
        return series;
    }

    private Series series(String name, IntStream indices) {
        return new Series(
                name,
                indices.mapToObj(i -> new Point(places[i][0], places[i][1], text(i)))
                        .toList());
    }

    private String text(int i) {
        return measured.name(shown[i]) + ", error " + Rounded.text(error(i));
    }

    private double error(int i) {
        return measured.reconstruction().rowErrors()[shown[i]];
    }

    /** The share of rows whose nearest neighbour on the map has their label. */
    private double agreement() {
        int agreeing = 0;
        for (int i = 0; i < shown.length; i++) {
            int nearest = -1;
            for (int j = 0; j < shown.length; j++) {
                nearest = j != i && (nearest < 0 || distance(i, j) < distance(i, nearest)) ? j : nearest;
            }
            agreeing += measured.rows().label(shown[i]).equals(measured.rows().label(shown[nearest])) ? 1 : 0;
        }
        return agreeing / (double) shown.length;
    }

    private double distance(int i, int j) {
        return Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1]);
    }

    private List<List<String>> extremes() {
        double middleX = IntStream.range(0, shown.length)
                .mapToDouble(i -> places[i][0])
                .average()
                .orElseThrow();
        double middleY = IntStream.range(0, shown.length)
                .mapToDouble(i -> places[i][1])
                .average()
                .orElseThrow();
        return IntStream.range(0, shown.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.hypot(places[i][0] - middleX, places[i][1] - middleY)))
                .limit(EXTREMES)
                .map(i -> List.of(
                        measured.name(shown[i]),
                        Rounded.text(places[i][0]),
                        Rounded.text(places[i][1]),
                        Rounded.text(error(i))))
                .toList();
    }
}
