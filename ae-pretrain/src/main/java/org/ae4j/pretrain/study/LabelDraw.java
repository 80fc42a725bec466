package org.ae4j.pretrain.study;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ae4j.data.Permutation;
import org.ae4j.data.Samples;

/**
 * Which labels are known: the same ones for every method.
 *
 * @param train all rows to train on
 * @param labelled the numbers of those whose labels are known, ascending
 * @param test rows to measure on, which nothing is chosen by
 * @param seed fixes the draw, and what a method draws besides
 */
public record LabelDraw(Samples train, int[] labelled, Samples test, long seed) {
    /** Stands for all labels. */
    public static final int ALL = Integer.MAX_VALUE;

    /**
     * Draws labels.
     *
     * @param perClass at least 1, or {@link #ALL}
     * @throws org.ae4j.IncompatibleDataException if rows have no labels, or a class has fewer
     */
    static LabelDraw of(Samples train, Samples test, int perClass, long seed) {
        int[] labelled =
                perClass == ALL ? IntStream.range(0, train.rows()).toArray() : train.rowsPerLabel(perClass, seed);
        return new LabelDraw(train, labelled, test, seed);
    }

    /** The rows with labels. */
    Samples known() {
        return train.select(labelled);
    }

    /** The numbers of the rows to train on whose labels are not known, ascending. */
    int[] unlabelled() {
        boolean[] known = new boolean[train.rows()];
        IntStream.of(labelled).forEach(row -> known[row] = true);
        return IntStream.range(0, known.length).filter(row -> !known[row]).toArray();
    }

    /** The rows to train on whose labels are not known; they are left out. */
    Samples others() {
        return train.select(unlabelled()).withoutLabels();
    }

    /** The numbers of the rows with labels, of more than {@code count} a random draw of so many. */
    int[] atMost(int count) {
        if (labelled.length <= count) {
            return labelled;
        }
        return Arrays.stream(Permutation.random(labelled.length, new SplittableRandom(seed)))
                .limit(count)
                .map(i -> labelled[i])
                .sorted()
                .toArray();
    }

    /** The labels of some rows. */
    static List<String> labels(Samples samples, int[] rows) {
        return IntStream.of(rows).mapToObj(samples::label).toList();
    }

    /** The labels of all rows. */
    static List<String> labels(Samples samples) {
        return labels(samples, IntStream.range(0, samples.rows()).toArray());
    }
}
