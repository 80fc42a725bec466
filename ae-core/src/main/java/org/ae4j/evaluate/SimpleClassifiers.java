package org.ae4j.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.model.NearestRows;

/** Classifiers of rows of numbers that need no network: heads on codes, and the controls beside them. */
public final class SimpleClassifiers {
    private SimpleClassifiers() {}

    /**
     * The share of asked rows, 0..1, that multinomial logistic regression names rightly: the summed loss and a penalty of
     * ½|weights|², intercepts free, as scikit-learn's default. Rows that are k times as large are penalised 1/k² as much.
     *
     * @param known {@code [rows, width]}, at least 1, to learn from
     * @param labels one a known row, at least 2 different ones
     * @param asked {@code [rows, width]}, at least 1
     * @param truth one an asked row; a label that no known row has counts as missed
     * @throws IncompatibleDataException if there are no rows, or more or fewer labels than rows
     */
    public static double logistic(float[][] known, List<String> labels, float[][] asked, List<String> truth) {
        check(known, labels);
        check(asked, truth);
        List<String> classes = labels.stream().distinct().toList();
        if (classes.size() < 2) {
            throw new IncompatibleDataException("logistic regression needs at least 2 classes, found " + classes);
        }
        return LinearProbe.accuracy(codes(known, labels, classes), codes(asked, truth, classes));
    }

    /** The share of asked rows whose label is the nearest known row's; parameters and errors as of {@link #logistic}. */
    public static double nearest(float[][] known, List<String> labels, float[][] asked, List<String> truth) {
        check(known, labels);
        check(asked, truth);
        int[][] nearest = new NearestRows(known).nearest(asked, 1);
        long right = IntStream.range(0, asked.length)
                .filter(i -> labels.get(nearest[i][0]).equals(truth.get(i)))
                .count();
        return right / (double) asked.length;
    }

    private static void check(float[][] rows, List<String> labels) {
        if (rows.length == 0 || rows.length != labels.size()) {
            throw new IncompatibleDataException(
                    "a classifier needs at least 1 row and a label of each, found %d rows and %d labels"
                            .formatted(rows.length, labels.size()));
        }
    }

    private static LabelledCodes codes(float[][] rows, List<String> labels, List<String> classes) {
        double[][] codes = new double[rows.length][rows[0].length];
        for (int i = 0; i < codes.length; i++) {
            for (int j = 0; j < codes[i].length; j++) {
                codes[i][j] = rows[i][j];
            }
        }
        return new LabelledCodes(
                codes, labels.stream().mapToInt(classes::indexOf).toArray(), classes.size());
    }
}
