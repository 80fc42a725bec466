package org.ae4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.Rounded;
import org.ae4j.data.Column;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;
import org.ae4j.data.SequenceSchema;
import org.ae4j.evaluate.ImageGrid;
import org.ae4j.model.Autoencoder;
import org.ae4j.report.Chart.Axis;
import org.ae4j.report.Chart.Kind;
import org.ae4j.report.Chart.Series;

/**
 * Rows that a generative model drew.
 *
 * @param rows drawn, by class where the model is told it
 * @param across images side by side
 */
public record Generated(Samples rows, int across) implements Section {
    private static final int IMAGES_ACROSS = 12;
    private static final int IMAGE_ROWS = 6;
    private static final int SEQUENCES = 4;
    private static final int TABLE_ROWS = 8;
    private static final int COLUMNS = 12;
    private static final int WIDTH = 56;

    /** Empty for codes without a prior to draw from. */
    public static Optional<Generated> of(Autoencoder model, long seed) {
        if (!Traversals.isGenerative(model)) {
            return Optional.empty();
        }
        boolean images = Picture.canDraw(model.spec().schema());
        List<String> classes = model.spec().knowledge().conditional()
                ? model.spec().knowledge().classes()
                : List.of();
        int count = images
                ? IMAGES_ACROSS * IMAGE_ROWS
                : model.spec().schema() instanceof SequenceSchema ? SEQUENCES : TABLE_ROWS;
        Samples rows = classes.isEmpty() ? model.sample(count, seed) : ofClasses(model, classes, seed, images);
        return Optional.of(new Generated(rows, IMAGES_ACROSS));
    }

    /** A line of images, or one row, of each class. */
    private static Samples ofClasses(Autoencoder model, List<String> classes, long seed, boolean images) {
        var rows = new ArrayList<float[]>();
        var labels = new ArrayList<String>();
        for (String label : classes.subList(0, Math.min(classes.size(), IMAGES_ACROSS))) {
            Samples drawn = model.sample(images ? IMAGES_ACROSS : 1, label, seed);
            for (int i = 0; i < drawn.rows(); i++) {
                rows.add(drawn.row(i));
                labels.add(label);
            }
        }
        return Samples.of(model.spec().schema(), rows.toArray(float[][]::new)).labels("class", labels);
    }

    @Override
    public String id() {
        return "generated";
    }

    @Override
    public String title() {
        return "New rows";
    }

    @Override
    public void write(Html html) {
        if (Picture.canDraw(rows.schema())) {
            images(html, (ImageSchema) rows.schema());
        } else if (rows.schema() instanceof SequenceSchema sequence) {
            sequences(html, sequence);
        } else {
            table(html);
        }
    }

    private void images(Html html, ImageSchema image) {
        float[][][] grid = new float[rows.rows() / across][across][];
        for (int i = 0; i < grid.length * across; i++) {
            grid[i / across][i % across] = rows.row(i);
        }
        String caption = "%s drawn from the prior and decoded%s."
                .formatted(
                        Rounded.count((long) grid.length * across, "image"),
                        rows.isLabelled() ? ", a line for each class: " + String.join(", ", rows.classes()) : "");
        html.figure(Picture.of(ImageGrid.of(image), Picture.zoom(image, WIDTH), caption, grid), caption);
    }

    private void sequences(Html html, SequenceSchema sequence) {
        int features = sequence.features().size();
        Series[] series = IntStream.range(0, rows.rows())
                .mapToObj(i -> Series.of(
                        rows.isLabelled() ? rows.label(i) : "draw " + (i + 1),
                        0,
                        IntStream.range(0, sequence.steps())
                                .mapToDouble(step -> rows.value(i, step * features))
                                .toArray()))
                .toArray(Series[]::new);
        String caption = "%s drawn from the prior and decoded: %s."
                .formatted(
                        Rounded.count(series.length, "sequence"),
                        sequence.features().get(0));
        html.figure(
                Chart.of(
                        Kind.LINES,
                        Axis.linear("step"),
                        Axis.linear(sequence.features().get(0)),
                        caption,
                        series),
                caption);
    }

    private void table(Html html) {
        List<Column> columns = rows.schema().columns().stream().limit(COLUMNS).toList();
        var head = new ArrayList<String>(List.of("draw"));
        columns.forEach(column -> head.add(column.name()));
        var cells = new ArrayList<List<String>>();
        for (int i = 0; i < rows.rows(); i++) {
            var line = new ArrayList<String>(List.of(rows.isLabelled() ? rows.label(i) : Integer.toString(i + 1)));
            for (int j = 0; j < columns.size(); j++) {
                line.add(TableDrawing.text(columns.get(j), rows.value(i, j)));
            }
            cells.add(line);
        }
        html.table("Rows drawn from the prior and decoded", head, cells);
    }
}
