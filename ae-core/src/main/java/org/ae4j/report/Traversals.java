package org.ae4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;
import org.ae4j.data.SequenceSchema;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.model.Autoencoder;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Point;
import org.ae4j.report.Chart.Series;
import org.ae4j.spec.Bottleneck;

/**
 * What each number of a generative code does: one row's code with that number moved from −3 to 3, decoded. A code of
 * two numbers for images is decoded on a grid instead.
 *
 * @param model of the rows
 * @param numbers of the code, those that vary most first; none for a grid
 * @param moved decoded rows of each of them, or lines of the grid
 */
public record Traversals(Autoencoder model, int[] numbers, List<Samples> moved) implements Section {
    private static final int IMAGES = 12;
    private static final int CHARTS = 4;
    private static final int LINES = 4;
    private static final int GRID = 15;
    private static final int WIDTH = 56;
    private static final float[] VALUES = {-3, -2.25f, -1.5f, -.75f, 0, .75f, 1.5f, 2.25f, 3};

    /** Whether codes have a prior that they are drawn from. */
    static boolean isGenerative(Autoencoder model) {
        Bottleneck code = model.spec().bottleneck();
        return code instanceof Bottleneck.Variational
                || code instanceof Bottleneck.Adversarial
                || code instanceof Bottleneck.Wasserstein;
    }

    /** Empty for codes without a prior, and without a row whose cells are all there. */
    public static Optional<Traversals> of(Measured measured) {
        int[] rows = measured.fromBestToWorst(3);
        if (!isGenerative(measured.model()) || rows.length == 0) {
            return Optional.empty();
        }
        boolean images = Picture.canDraw(measured.rows().schema());
        if (images
                && measured.model().spec().bottleneck().size() == 2
                && !measured.model().spec().knowledge().conditional()) {
            return Optional.of(new Traversals(measured.model(), new int[0], plane(measured.model())));
        }
        int row = rows[rows.length / 2];
        int[] numbers = varying(measured, images ? IMAGES : CHARTS);
        List<Samples> moved =
                Arrays.stream(numbers).mapToObj(k -> moved(measured, row, k)).toList();
        return Optional.of(new Traversals(measured.model(), numbers, moved));
    }

    /** Codes of two numbers from −3 to 3 each, the second one upwards, decoded line by line. */
    private static List<Samples> plane(Autoencoder model) {
        return IntStream.range(0, GRID)
                .mapToObj(i -> IntStream.range(0, GRID)
                        .mapToObj(j -> new float[] {place(j), -place(i)})
                        .toArray(float[][]::new))
                .map(codes -> Samples.of(model.spec().schema(), model.decode(codes)))
                .toList();
    }

    private static float place(int i) {
        return (i - GRID / 2) * 3f / (GRID / 2);
    }

    private static Samples moved(Measured measured, int row, int number) {
        float[] values = measured.rows().row(row);
        return measured.model().spec().knowledge().conditional()
                ? measured.model()
                        .traverse(values, number, VALUES, measured.rows().label(row))
                : measured.model().traverse(values, number, VALUES);
    }

    /** The numbers of the code that vary most over rows. */
    private static int[] varying(Measured measured, int most) {
        float[][] codes = measured.model().encode(measured.rows().select(measured.spread(500)));
        double[] variances = new double[codes[0].length];
        for (int k = 0; k < variances.length; k++) {
            int number = k;
            double mean = Arrays.stream(codes)
                    .mapToDouble(code -> code[number])
                    .average()
                    .orElse(0);
            variances[k] = Arrays.stream(codes)
                    .mapToDouble(code -> (code[number] - mean) * (code[number] - mean))
                    .sum();
        }
        return IntStream.range(0, variances.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -variances[k]))
                .limit(most)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public String id() {
        return "traversals";
    }

    @Override
    public String title() {
        return "What moves with the code";
    }

    @Override
    public void write(Html html) {
        if (Picture.canDraw(model.spec().schema())) {
            images(html, (ImageSchema) model.spec().schema());
            return;
        }
        html.paragraph("One row's code with one of its numbers moved, the others as they are.");
        html.open("div", "class", "charts");
        for (int i = 0; i < numbers.length; i++) {
            if (model.spec().schema() instanceof SequenceSchema sequence) {
                sequences(html, sequence, i);
            } else {
                columns(html, i);
            }
        }
        html.close();
    }

    private void images(Html html, ImageSchema image) {
        float[][][] grid = moved.stream().map(Traversals::rows).toArray(float[][][]::new);
        boolean isPlane = numbers.length == 0;
        String caption = isPlane
                ? "The codes from −3 to 3, decoded: code 0 from left to right, code 1 upwards."
                : "Each line moves one number of one image's code from −3 to 3, from the top: "
                        + String.join(
                                ", ",
                                Arrays.stream(numbers)
                                        .mapToObj(k -> "code " + k)
                                        .toList())
                        + ".";
        int width = isPlane ? WIDTH * 2 / 3 : WIDTH;
        html.figure(Picture.of(ImageGrid.of(image), Picture.zoom(image, width), caption, grid), caption);
    }

    private void sequences(Html html, SequenceSchema sequence, int i) {
        int features = sequence.features().size();
        var series = new ArrayList<Series>();
        for (int v = 0; v < VALUES.length; v += 2) {
            int at = v;
            series.add(Series.of(
                    "at " + Math.round(10 * VALUES[v]) / 10.0,
                    0,
                    IntStream.range(0, sequence.steps())
                            .mapToDouble(step -> moved.get(i).value(at, step * features))
                            .toArray()));
        }
        String caption = "Code %d from −3 to 3".formatted(numbers[i]);
        html.figure(
                Chart.of(
                        Kind.LINES,
                        Axis.linear("step"),
                        Axis.linear(sequence.features().get(0)),
                        caption,
                        series.toArray(Series[]::new)),
                caption);
    }

    /** The numeric columns that move most, in scaled units. */
    private void columns(Html html, int i) {
        Samples rows = moved.get(i);
        double[] scales = model.scaling().scales();
        List<Series> series = IntStream.range(0, rows.schema().size())
                .filter(j -> !rows.schema().columns().get(j).isCategorical())
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -range(rows, j) / scales[j]))
                .limit(LINES)
                .map(j -> new Series(
                        rows.schema().columns().get(j).name(),
                        IntStream.range(0, VALUES.length)
                                .mapToObj(v -> new Point(
                                        VALUES[v],
                                        (rows.value(v, j) - rows.value(VALUES.length / 2, j)) / scales[j],
                                        ""))
                                .toList()))
                .toList();
        String caption = "Code %d moves %s most"
                .formatted(
                        numbers[i],
                        series.isEmpty() ? "no number" : series.get(0).name());
        html.figure(
                Chart.of(
                        Kind.LINES,
                        Axis.linear("code " + numbers[i]),
                        Axis.linear("change, scaled"),
                        caption,
                        series.toArray(Series[]::new)),
                caption);
    }

    private static double range(Samples rows, int column) {
        double[] values = IntStream.range(0, rows.rows())
                .mapToDouble(v -> rows.value(v, column))
                .sorted()
                .toArray();
        return values[values.length - 1] - values[0];
    }

    private static float[][] rows(Samples samples) {
        return IntStream.range(0, samples.rows()).mapToObj(samples::row).toArray(float[][]::new);
    }
}
