package org.ae4j.pretrain.semi;

import java.util.List;
import org.ae4j.IncompatibleDataException;
import org.ae4j.InvalidSpecException;

/**
 * Labels of a few rows, spread over the graph of all: a class is as likely for a row as random walks from its labelled rows
 * come by. Rows are what a distance means something for: an encoder's codes, coordinates of PCA, or pixels.
 *
 * <p>F = (I − αS)⁻¹Y, S being the normalised weights of the neighbour graph and Y 1 where a row has a label; then each class is
 * weighed by {@link ClassMass}, and each row's numbers are divided by their sum. With 70,000 rows some seconds beside the graph.
 *
 * @param neighbours of each row, at least 1, default 10
 * @param alpha how far labels reach, above 0, at most .9999, default .99
 * @param comparison what makes rows near, default {@link Comparison#HALF_WHITENED}
 * @param classMass how much every class gets in all, default {@link ClassMass#UNIFORM}
 * @see <a href="https://papers.nips.cc/paper/2506">Zhou et al. 2004, section 2</a>
 */
public record LabelPropagation(int neighbours, double alpha, Comparison comparison, ClassMass classMass) {
    /** What a row without a label has in its place. */
    public static final int UNLABELLED = -1;

    private static final double GREATEST_ALPHA = .9999;

    /** Throws {@link InvalidSpecException} outside of the ranges. */
    public LabelPropagation {
        if (neighbours < 1) {
            throw new InvalidSpecException("label propagation needs at least 1 neighbour, found " + neighbours);
        }
        if (!(alpha > 0 && alpha <= GREATEST_ALPHA)) {
            throw new InvalidSpecException("alpha of label propagation lies above 0 and at most at %s, found %s"
                    .formatted(GREATEST_ALPHA, alpha));
        }
    }

    public static LabelPropagation defaults() {
        return new LabelPropagation(10, .99, Comparison.HALF_WHITENED, ClassMass.UNIFORM);
    }

    public LabelPropagation neighbours(int count) {
        return new LabelPropagation(count, alpha, comparison, classMass);
    }

    public LabelPropagation alpha(double newAlpha) {
        return new LabelPropagation(neighbours, newAlpha, comparison, classMass);
    }

    public LabelPropagation comparison(Comparison newComparison) {
        return new LabelPropagation(neighbours, alpha, newComparison, classMass);
    }

    public LabelPropagation classMass(ClassMass newMass) {
        return new LabelPropagation(neighbours, alpha, comparison, newMass);
    }

    /**
     * The graph that labels spread over, to be used for several sets of labels.
     *
     * @param rows {@code [rows, width]}, labelled and unlabelled ones
     * @throws IncompatibleDataException as {@link NeighbourGraph#of} does
     */
    public NeighbourGraph graph(float[][] rows) {
        return NeighbourGraph.of(rows, neighbours, comparison);
    }

    /**
     * Spreads labels.
     *
     * @param rows {@code [rows, width]}, labelled and unlabelled ones
     * @param classes at least 2
     * @param labels of each row its class's place, or {@link #UNLABELLED}
     * @throws IncompatibleDataException as {@link NeighbourGraph#of} and {@link #propagate(NeighbourGraph, List, int[])} do
     */
    public PropagatedLabels propagate(float[][] rows, List<String> classes, int[] labels) {
        return propagate(graph(rows), classes, labels);
    }

    /**
     * Spreads labels over a graph of {@link #graph}.
     *
     * @param classes at least 2
     * @param labels of each row its class's place, or {@link #UNLABELLED}
     * @throws IncompatibleDataException if there are more or fewer labels than rows, fewer than 2 classes, a place that no
     *     class has, or a class that no row has
     */
    public PropagatedLabels propagate(NeighbourGraph graph, List<String> classes, int[] labels) {
        int[] counts = counts(graph, classes, labels);
        int columns = classes.size();
        double[] known = new double[labels.length * columns];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != UNLABELLED) {
                known[i * columns + labels[i]] = 1;
            }
        }
        double[] spread = new ConjugateGradients(Affinities.of(graph), alpha, columns).solve(known);
        double[] masses = new double[columns];
        for (int i = 0; i < spread.length; i++) {
            // Not below 0 but for what the solution is not exact by.
            spread[i] = Math.max(0, spread[i]);
            masses[i % columns] += spread[i];
        }
        return new PropagatedLabels(classes, shares(spread, classMass.factors(masses, counts)));
    }

    /** Each row's numbers by their sum: {@code [rows][classes]}. */
    private static double[][] shares(double[] spread, double[] factors) {
        int columns = factors.length;
        double[][] shares = new double[spread.length / columns][columns];
        for (int i = 0; i < shares.length; i++) {
            double sum = 0;
            for (int c = 0; c < columns; c++) {
                shares[i][c] = spread[i * columns + c] * factors[c];
                sum += shares[i][c];
            }
            for (int c = 0; c < columns; c++) {
                shares[i][c] = sum == 0 ? 1.0 / columns : shares[i][c] / sum;
            }
        }
        return shares;
    }

    /** How many rows of each class are labelled. */
    private static int[] counts(NeighbourGraph graph, List<String> classes, int[] labels) {
        if (labels.length != graph.rows()) {
            throw new IncompatibleDataException(
                    "the graph has %d rows but there are %d labels".formatted(graph.rows(), labels.length));
        }
        if (classes.size() < 2) {
            throw new IncompatibleDataException("label propagation needs at least 2 classes, found " + classes);
        }
        int[] counts = new int[classes.size()];
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < UNLABELLED || labels[i] >= counts.length) {
                throw new IncompatibleDataException("row %d has class %d; there are classes 0 … %d, and %d for none"
                        .formatted(i, labels[i], counts.length - 1, UNLABELLED));
            }
            if (labels[i] != UNLABELLED) {
                counts[labels[i]]++;
            }
        }
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 0) {
                throw new IncompatibleDataException(
                        "label propagation needs a labelled row of each class, none is '%s'".formatted(classes.get(c)));
            }
        }
        return counts;
    }
}
