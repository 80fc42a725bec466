package org.ae4j.report;

import java.util.Arrays;
import java.util.Optional;
import org.ae4j.Rounded;
import org.ae4j.data.Column;
import org.ae4j.data.ImageSchema;
import org.ae4j.data.Samples;
import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;
import org.ae4j.data.TableSchema;

/**
 * Rows beside what the model makes of them, from the best to the worst: images as pictures, sequences as lines, two
 * numbers as points, wider tables column by column.
 *
 * @param id of the section
 * @param title of the section
 * @param intro which rows these are
 * @param measured the model and its rows
 * @param shown numbers of the rows that are shown, at least 1
 * @param back what the model makes of them
 * @param drawing how one kind of rows is shown
 */
public record Reconstructions(
        String id, String title, String intro, Measured measured, int[] shown, Samples back, Drawing drawing)
        implements Section {
    private static final String ID = "reconstructions";
    private static final int IMAGES = 24;
    private static final int SEQUENCES = 6;
    private static final int TABLES = 3;
    private static final int POINTS = 300;

    /** How rows of one kind are shown. */
    interface Drawing {
        /**
         * Writes all shown rows.
         *
         * @param section whose rows they are
         */
        void write(Reconstructions section, Html html);
    }

    /** Rows from the smallest error to the largest; empty if no row can be shown. */
    public static Optional<Reconstructions> of(Measured measured) {
        int[] shown = measured.fromBestToWorst(most(measured.rows().schema()));
        String intro =
                "%s of %s, evenly by rank from the smallest error to the largest. The error is the mean squared one in"
                                .formatted(
                                        Rounded.count(shown.length, "row"),
                                        Rounded.count(measured.rows().rows(), measured.what()))
                        + " scaled units, as the network sees the row.";
        return of(ID, "Reconstructions", intro, measured, shown);
    }

    /**
     * Chosen rows, as many as the page has room for; empty if none can be shown.
     *
     * @param intro which rows these are
     */
    public static Optional<Reconstructions> of(String id, String title, String intro, Measured measured, int[] rows) {
        int[] shown = Arrays.stream(rows)
                .filter(measured::canShow)
                .limit(most(measured.rows().schema()))
                .toArray();
        if (shown.length == 0) {
            return Optional.empty();
        }
        Samples back = measured.model().reconstruct(measured.rows().select(shown));
        return Optional.of(new Reconstructions(
                id, title, intro, measured, shown, back, drawing(measured.rows().schema())));
    }

    private static int most(Schema schema) {
        if (isPlane(schema)) {
            return POINTS;
        }
        return schema instanceof SequenceSchema ? SEQUENCES : Picture.canDraw(schema) ? IMAGES : TABLES;
    }

    private static Drawing drawing(Schema schema) {
        if (schema instanceof SequenceSchema sequence) {
            return new SequenceDrawing(sequence);
        }
        if (isPlane(schema)) {
            return new PlaneDrawing(schema.columns());
        }
        return Picture.canDraw(schema) ? new ImageDrawing((ImageSchema) schema) : new TableDrawing();
    }

    /** Whether rows are points that can be drawn where they lie. */
    private static boolean isPlane(Schema schema) {
        return schema instanceof TableSchema table
                && table.size() == 2
                && table.columns().stream().noneMatch(Column::isCategorical);
    }

    @Override
    public void write(Html html) {
        html.paragraph(intro);
        drawing.write(this, html);
    }

    /** A shown row as it was. */
    float[] input(int place) {
        return measured.rows().row(shown[place]);
    }

    /** {@code "row 17, label 3: error 0.0123"}. */
    String caption(int place) {
        return measured.name(shown[place]) + ": error " + Rounded.text(error(place));
    }

    double error(int place) {
        return measured.reconstruction().rowErrors()[shown[place]];
    }
}
