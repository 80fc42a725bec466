package org.ae4j.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ae4j.data.Imputation;
import org.ae4j.data.Samples;
import org.ae4j.evaluate.Reconstruction;
import org.ae4j.model.Autoencoder;

/**
 * A model and rows that it was measured on, which sections draw from.
 *
 * @param model open as long as sections are made of it
 * @param rows in the model's columns, missing cells kept; at least 1
 * @param what one of the rows is, such as {@code "test row"}
 * @param reconstruction of these rows
 */
public record Measured(Autoencoder model, Samples rows, String what, Reconstruction reconstruction) {
    /**
     * Measures a model on rows.
     *
     * @throws org.ae4j.IncompatibleDataException as {@link Reconstruction#of}
     */
    public static Measured of(Autoencoder model, Samples rows, String what) {
        return new Measured(
                model, rows.conformTo(model.spec().schema(), Imputation.keep()), what, Reconstruction.of(model, rows));
    }

    /** Rows that can be shown, spread over all of them, in their order. */
    int[] spread(int most) {
        int[] complete = complete();
        return IntStream.range(0, Math.min(most, complete.length))
                .map(i -> complete[(int) ((long) i * complete.length / Math.min(most, complete.length))])
                .toArray();
    }

    /** Rows that can be shown, from the smallest error to the largest, evenly by rank, both ends included. */
    int[] fromBestToWorst(int most) {
        int[] ordered = Arrays.stream(complete())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> reconstruction.rowErrors()[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int shown = Math.min(most, ordered.length);
        return IntStream.range(0, shown)
                .map(i -> ordered[shown == 1 ? 0 : (int) ((long) i * (ordered.length - 1) / (shown - 1))])
                .toArray();
    }

    /** The label of a row, if rows are labelled. */
    Optional<String> label(int row) {
        return rows.isLabelled() ? Optional.of(rows.label(row)) : Optional.empty();
    }

    /** {@code "row 17, label '3'"}. */
    String name(int row) {
        return "row " + row + label(row).map(label -> ", label " + label).orElse("");
    }

    /** Whether a row can be shown: no cell is missing, and the model's answer to it is a number. */
    boolean canShow(int row) {
        return Double.isFinite(reconstruction.rowErrors()[row])
                && !(rows.hasMissing() && rows.select(row).hasMissing());
    }

    private int[] complete() {
        return IntStream.range(0, rows.rows()).filter(this::canShow).toArray();
    }
}
