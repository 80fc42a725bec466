package org.ae4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Series;

/**
 * Where reconstructions are wrong: by column, by pixel, or by step.
 *
 * @param schema of the rows
 * @param errors mean squared error of each column in scaled units
 */
public record FeatureErrors(Schema schema, double[] errors) implements Section {
    private static final int BARS = 20;
    private static final int LINES = 4;
    private static final int WIDTH = 224;

    /** Of all measured rows. */
    public static FeatureErrors of(Measured measured) {
        return new FeatureErrors(
                measured.rows().schema(), measured.reconstruction().featureErrors());
    }

    @Override
    public String id() {
        return "features";
    }

    @Override
    public String title() {
        if (schema instanceof SequenceSchema) {
            return "Errors by step";
        }
        return Picture.canDraw(schema) ? "Errors by pixel" : "Errors by column";
    }

    @Override
    public void write(Html html) {
        if (Picture.canDraw(schema)) {
            image(html, (ImageSchema) schema);
        } else if (schema instanceof SequenceSchema sequence) {
            steps(html, sequence);
        } else {
            bars(html);
        }
    }

    private void image(Html html, ImageSchema image) {
        double most = Arrays.stream(errors).max().orElse(0);
        String caption =
                "The mean squared error of each pixel, from 0 (black) to %s (white).".formatted(Rounded.text(most));
        html.figure(
                Picture.of(ImageGrid.of(image), Picture.zoom(image, WIDTH), caption, new float[][] {
                    Levels.upTo(errors, most)
                }),
                caption);
    }

    private void steps(Html html, SequenceSchema sequence) {
        int features = sequence.features().size();
        int[] order = order(IntStream.range(0, features)
                .mapToDouble(f -> Arrays.stream(feature(f, features)).sum())
                .toArray());
        var series = new ArrayList<Series>();
        Arrays.stream(order)
                .limit(LINES)
                .forEach(f -> series.add(Series.of(sequence.features().get(f), 0, feature(f, features))));
        int worst = order(errors)[0];
        String caption = "The mean squared error over the steps%s; the largest is %s at step %d."
                .formatted(
                        features > LINES ? ", of the %d features that are farthest off".formatted(LINES) : "",
                        Rounded.text(errors[worst]),
                        worst / features);
        html.figure(
                Chart.of(
                        Kind.LINES,
                        Axis.linear("step"),
                        Axis.linear("mean squared error, scaled"),
                        caption,
                        series.toArray(Series[]::new)),
                caption);
    }

    private double[] feature(int feature, int features) {
        return IntStream.range(0, errors.length / features)
                .mapToDouble(step -> errors[step * features + feature])
                .toArray();
    }

    private void bars(Html html) {
        int[] order = order(errors);
        int[] shown = Arrays.copyOf(order, Math.min(BARS, order.length));
        List<String> names = Arrays.stream(shown)
                .mapToObj(j -> schema.columns().get(j).name())
                .toList();
        String caption = "The mean squared error of %s in scaled units: largest for %s, %s%s."
                .formatted(
                        shown.length < order.length
                                ? "the %d of %d columns that are farthest off".formatted(shown.length, order.length)
                                : "each column",
                        names.get(0),
                        Rounded.text(errors[shown[0]]),
                        shown.length < order.length
                                ? ""
                                : ", smallest for %s, %s"
                                        .formatted(
                                                names.get(shown.length - 1),
                                                Rounded.text(errors[shown[shown.length - 1]])));
        html.figure(
                Chart.bars(
                        Axis.linear("mean squared error, scaled"),
                        caption,
                        names,
                        Arrays.stream(shown).mapToDouble(j -> errors[j]).toArray()),
                caption);
    }

    /** Indices of the largest first. */
    private static int[] order(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
