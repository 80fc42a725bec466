package org.ae4j.pretrain.semi;

import java.util.Arrays;
import java.util.List;
import org.ae4j.IncompatibleDataException;

/**
 * Classes that follow from the labels of a few rows, more or less sure.
 *
 * @param classes in the order of the probabilities
 * @param probabilities {@code [rows][classes]}, each row sums to 1; equal throughout where no label reaches. For labelled
 *     rows too: their neighbours may speak against their label
 */
public record PropagatedLabels(List<String> classes, double[][] probabilities) {
    /** What the entropy of equal probabilities may be off by. */
    private static final double ROUNDING = 1e-12;

    public PropagatedLabels {
        classes = List.copyOf(classes);
    }

    /**
     * Of some rows, in this order.
     *
     * @param rows their numbers
     */
    public PropagatedLabels of(int... rows) {
        return new PropagatedLabels(
                classes, Arrays.stream(rows).mapToObj(row -> probabilities[row]).toArray(double[][]::new));
    }

    /** Of the rows from {@code first} on. */
    PropagatedLabels from(int first) {
        return new PropagatedLabels(classes, Arrays.copyOfRange(probabilities, first, probabilities.length));
    }

    /** The likeliest class of each row; the first of equals. */
    public List<String> predict() {
        return Arrays.stream(probabilities)
                .map(row -> classes.get(likeliest(row)))
                .toList();
    }

    /** The probability of each row's likeliest class: 1/classes … 1. */
    public double[] confidence() {
        return Arrays.stream(probabilities)
                .mapToDouble(row -> row[likeliest(row)])
                .toArray();
    }

    /**
     * How sure each row's class is, 1 − H/log(classes), H being the entropy of its probabilities: 0 where all classes are as
     * likely, 1 where one is certain.
     *
     * @see <a href="https://arxiv.org/abs/1904.04717">Iscen et al. 2019, equation 11</a>
     */
    public double[] certainty() {
        return Arrays.stream(probabilities)
                .mapToDouble(row -> 1 - entropy(row) / Math.log(classes.size()))
                .map(certainty -> certainty < ROUNDING ? 0 : certainty)
                .toArray();
    }

    /**
     * The share of some rows, 0..1, whose likeliest class is their label.
     *
     * @param rows their numbers, at least one
     * @param labels of all rows, those not asked for unread
     * @throws IncompatibleDataException if no row is named
     */
    public double accuracy(int[] rows, List<String> labels) {
        if (rows.length == 0) {
            throw new IncompatibleDataException("accuracy needs at least 1 row, found none");
        }
        List<String> predicted = predict();
        long right = Arrays.stream(rows)
                .filter(row -> predicted.get(row).equals(labels.get(row)))
                .count();
        return right / (double) rows.length;
    }

    private static int likeliest(double[] row) {
        int best = 0;
        for (int c = 1; c < row.length; c++) {
            best = row[c] > row[best] ? c : best;
        }
        return best;
    }

    private static double entropy(double[] row) {
        return -Arrays.stream(row).filter(p -> p > 0).map(p -> p * Math.log(p)).sum();
    }
}
