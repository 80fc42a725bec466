package org.ae4j.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.evaluate.Sensitivity;
import org.ae4j.evaluate.Sensitivity.Influence;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Series;

/**
 * What the numbers of the code mean: which columns drive each of them and which it drives; of images and sequences
 * where in the row it acts.
 *
 * @param schema of the rows
 * @param sensitivity measured on some of them
 * @param rows how many
 */
public record CodeDrivers(Schema schema, Sensitivity sensitivity, int rows) implements Section {
    /** Rows that may be encoded and decoded for this section. */
    private static final int BUDGET = 20_000;

    private static final int MOST_ROWS = 100;
    private static final int FEWEST_ROWS = 4;
    private static final int NUMBERS = 16;
    private static final int LINES = 5;
    private static final int COLUMNS = 3;
    private static final int WIDTH = 84;

    /**
     * Empty where rows are too wide to measure in seconds, where the model is told the class, and without complete
     * rows.
     */
    public static Optional<CodeDrivers> of(Measured measured) {
        var spec = measured.model().spec();
        int width =
                Math.max(measured.model().scaling().inputs(), spec.bottleneck().size());
        int[] rows = measured.spread(Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, BUDGET / (2 * width))));
        boolean tooWide = 2L * width * FEWEST_ROWS > 2L * BUDGET;
        if (rows.length == 0
                || tooWide
                || spec.knowledge().conditional()
                || spec.schema().isVariable()) {
            return Optional.empty();
        }
        Sensitivity sensitivity =
                Sensitivity.of(measured.model(), measured.rows().select(rows));
        return Optional.of(new CodeDrivers(spec.schema(), sensitivity, rows.length));
    }

    @Override
    public String id() {
        return "drivers";
    }

    @Override
    public String title() {
        return "What the code means";
    }

    @Override
    public void write(Html html) {
        int[] strongest = strongest();
        int all = sensitivity.decoder().length;
        html.paragraph(
                "How much a change of one is felt by the other, in scaled units: the mean absolute derivative over %s.%s"
                        .formatted(
                                Rounded.count(rows, "row"),
                                all > strongest.length
                                        ? " Of %d numbers of the code the %d are shown that change the row most."
                                                .formatted(all, strongest.length)
                                        : ""));
        if (Picture.canDraw(schema)) {
            images(html, strongest, (ImageSchema) schema);
        } else if (schema instanceof SequenceSchema sequence) {
            steps(html, strongest, sequence);
        } else {
            html.table(
                    "Numbers of the code, those first that change the row most",
                    List.of("code", "driven most by", "drives most"),
                    Arrays.stream(strongest)
                            .mapToObj(k -> List.of(
                                    "code " + k,
                                    words(sensitivity.strongest(k, COLUMNS)),
                                    words(sensitivity.mostDriven(k, COLUMNS))))
                            .toList());
        }
    }

    /** Bright where the number of the code changes the picture. */
    private void images(Html html, int[] strongest, ImageSchema image) {
        html.paragraph(
                "Bright pixels are those that the number of the code changes, each picture on a scale of its own.");
        html.open("div", "class", "cards");
        for (int k : strongest) {
            double[] felt = sensitivity.decoder()[k];
            String name = "code %d, strength %s".formatted(k, Rounded.text(sum(felt)));
            html.figure(
                    Picture.of(
                            ImageGrid.of(image),
                            Picture.zoom(image, WIDTH),
                            "Where in the picture " + name + " acts",
                            new float[][] {
                                Levels.upTo(felt, Arrays.stream(felt).max().orElse(0))
                            }),
                    name);
        }
        html.close();
    }

    /** Over the steps, all features together. */
    private void steps(Html html, int[] strongest, SequenceSchema sequence) {
        var series = new ArrayList<Series>();
        Arrays.stream(strongest).limit(LINES).forEach(k -> {
            double[] felt = new double[sequence.steps()];
            for (int j = 0; j < sequence.size(); j++) {
                felt[j / sequence.features().size()] += sensitivity.decoder()[k][j];
            }
            series.add(Series.of("code " + k, 0, felt));
        });
        String alt = "Where in the sequence the strongest numbers of the code act: "
                + series.stream().map(Series::name).collect(Collectors.joining(", "));
        html.figure(
                Chart.of(
                        Kind.LINES,
                        Axis.linear("step"),
                        Axis.linear("change of the reconstruction"),
                        alt,
                        series.toArray(Series[]::new)),
                alt + ".");
    }

    private int[] strongest() {
        double[][] decoder = sensitivity.decoder();
        return IntStream.range(0, decoder.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> -sum(decoder[k])))
                .limit(NUMBERS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static String words(List<Influence> influences) {
        return influences.stream()
                .map(influence -> influence.column() + " " + Rounded.rough(influence.value()))
                .collect(Collectors.joining(", "));
    }
}
