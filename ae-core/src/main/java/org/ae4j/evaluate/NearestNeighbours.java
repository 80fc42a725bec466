package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.data.Split;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.NearestRows;

/** Classification by the labels of the nearest rows (Cover and Hart 1967): a baseline that needs no training. */
public final class NearestNeighbours {
    /** Of more rows than this a seeded draw of about so many, with the same share of each label, is taken. */
    public static final int LIMIT = 10_000;

    private static final int NEIGHBOURS = 5;

    private NearestNeighbours() {}

    /**
     * The fraction of test rows, 0..1, whose label is that of the nearest training row by Euclidean distance in scaled
     * units. Both are limited to {@link #LIMIT} rows: it takes time of test rows × training rows × inputs.
     *
     * @param scaling as a model sees rows
     * @param train raw labelled rows, at least 1
     * @param test raw labelled rows, at least 1; a label that no training row has counts as missed
     * @param seed of the draws
     * @throws IncompatibleDataException if either has no rows or no labels, or other columns than the scaling
     */
    public static double nearestAccuracy(FittedScaling scaling, Samples train, Samples test, long seed) {
        for (Samples part : List.of(train, test)) {
            if (part.rows() == 0) {
                throw new IncompatibleDataException(
                        "the nearest neighbour needs rows to compare, " + part.source() + " has none");
            }
        }
        List<String> classes = train.classes();
        return accuracy(drawn(scaling, train, seed, classes), drawn(scaling, test, seed, classes), 1);
    }

    private static LabelledCodes drawn(FittedScaling scaling, Samples rows, long seed, List<String> classes) {
        return LabelledCodes.of(scaling, atMost(LIMIT, rows, seed).conformTo(scaling.schema()), classes);
    }

    /** About so many rows at most, with the same share of each label. */
    static Samples atMost(int rows, Samples all, long seed) {
        if (all.rows() <= rows) {
            return all;
        }
        double fraction = rows / (double) all.rows();
        return all.split(Split.train(fraction).test(1 - fraction).stratified().seed(seed))
                .train();
    }

    /** The fraction of {@code asked} that the nearest rows of {@code known} name rightly. */
    static double accuracy(LabelledCodes known, LabelledCodes asked) {
        return accuracy(known, asked, NEIGHBOURS);
    }

    private static double accuracy(LabelledCodes known, LabelledCodes asked, int neighbours) {
        return asked.accuracy(Arrays.stream(asked.codes())
                .parallel()
                .mapToInt(code -> vote(known.labels(), known.classes(), nearest(known.codes(), code, neighbours)))
                .toArray());
    }

    private static int[] nearest(double[][] rows, double[] code, int neighbours) {
        double[] distances =
                Arrays.stream(rows).mapToDouble(row -> distance(row, code)).toArray();
        return NearestRows.smallest(distances, neighbours);
    }

    /**
     * The most frequent label of some rows; of equally frequent ones that of the nearest row.
     *
     * @param labels {@code [rows]}: each row's, from 0
     * @param classes how many labels there are
     * @param nearest at least one row, the nearest first
     */
    public static int vote(int[] labels, int classes, int[] nearest) {
        int[] votes = new int[classes];
        IntStream.of(nearest).forEach(row -> votes[labels[row]]++);
        int winner = labels[nearest[0]];
        for (int row : nearest) {
            if (votes[labels[row]] > votes[winner]) {
                winner = labels[row];
            }
        }
        return winner;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = a[j] - b[j];
            sum += difference * difference;
        }
        return sum;
    }
}
