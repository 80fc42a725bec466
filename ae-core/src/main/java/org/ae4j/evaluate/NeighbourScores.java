package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Permutation;
import org.ae4j.data.Samples;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.NearestRows;

/**
 * The baseline of anomaly detection that needs no network: how far a row is from the nearest of given training rows, in
 * scaled units (Ramaswamy, Rastogi and Shim 2000, with one neighbour). Whoever is beaten by it should know.
 */
public final class NeighbourScores {
    /** The most training rows that are compared with; of more, a seeded draw. */
    public static final int LIMIT = 10_000;

    private NeighbourScores() {}

    /**
     * {@code [rows]}: Euclidean distances. A row that is among the training rows is compared with the others, see
     * {@link NearestRows}. Takes time of rows × training rows × inputs: a few seconds for 10,000 × 10,000 × 36.
     *
     * @param scaling as the model sees rows
     * @param train raw rows, at least 2
     * @param rows raw rows to score
     * @throws IncompatibleDataException if there are fewer training rows, or the columns are not those of the scaling
     */
    public static double[] of(FittedScaling scaling, Samples train, Samples rows) {
        if (train.rows() < 2) {
            throw new IncompatibleDataException("the nearest neighbour needs at least 2 training rows, found "
                    + train.rows() + " in " + train.source());
        }
        int[] order = Permutation.random(train.rows(), new SplittableRandom(train.rows()));
        Samples drawn = train.select(Arrays.copyOf(order, Math.min(LIMIT, order.length)));
        return new NearestRows(scaled(scaling, drawn)).distances(scaled(scaling, rows), 1)[0];
    }

    private static float[][] scaled(FittedScaling scaling, Samples samples) {
        Samples conformed = samples.conformTo(scaling.schema());
        float[][] scaled = new float[samples.rows()][];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scaling.transform(conformed, i, i + 1);
        }
        return scaled;
    }
}
