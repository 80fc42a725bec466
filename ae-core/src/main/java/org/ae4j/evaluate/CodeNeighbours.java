package org.ae4j.evaluate;

import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.NearestRows;

/** Search by content: the rows whose codes are nearest to a row's code. Immutable and safe for many threads. */
public final class CodeNeighbours {
    private final Autoencoder model;
    private final NearestRows codes;

    private CodeNeighbours(Autoencoder model, NearestRows codes) {
        this.model = model;
        this.codes = codes;
    }

    /**
     * Encodes the rows to search among.
     *
     * @param model stays in use, so must not be closed before
     * @param rows raw rows with the columns of the model, at least 1
     * @throws IncompatibleDataException if there are no rows, or the columns are not those of the model
     */
    public static CodeNeighbours among(Autoencoder model, Samples rows) {
        if (rows.rows() == 0) {
            throw new IncompatibleDataException(
                    "neighbours are searched among at least 1 row, " + rows.source() + " has none");
        }
        return new CodeNeighbours(model, new NearestRows(model.encode(rows)));
    }

    /**
     * The numbers of the rows with the nearest codes by Euclidean distance; a row that is itself among them is its own
     * nearest. Takes time of rows × rows searched × code.
     *
     * @param rows raw rows with the columns of the model
     * @param count how many, at least 1; more than there are rows is all of them
     * @return {@code [rows, count]}, the nearest first; of rows equally near the first
     * @throws InvalidSpecException if fewer are asked for
     * @throws IncompatibleDataException if the columns are not those of the model
     */
    public int[][] nearest(Samples rows, int count) {
        checkCount(count);
        return codes.nearest(model.encode(rows), count);
    }

    /** What {@link #nearest(Samples, int)} gives for one raw row: {@code [columns] → [count]}. */
    public int[] nearest(float[] row, int count) {
        checkCount(count);
        return codes.nearest(new float[][] {model.encode(row)}, count)[0];
    }

    private static void checkCount(int count) {
        if (count < 1) {
            throw new InvalidSpecException("at least 1 neighbour is asked for, found " + count);
        }
    }
}
