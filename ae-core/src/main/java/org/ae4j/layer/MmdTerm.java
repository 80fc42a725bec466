package org.ae4j.layer;

import org.ae4j.IncompatibleDataException;

/**
 * Draws the distribution of codes to a prior by their maximum mean discrepancy: weight · MMD² per row between the batch and
 * as many samples of the prior, as a U-statistic, whose mean is the discrepancy itself, so that one estimate can be below 0
 * (Tolstikhin et al. 2018, algorithm 2). A single row costs nothing: there are no pairs to compare.
 */
public final class MmdTerm implements CodeTerm {
    private final CodePrior prior;
    private final double weight;
    private final int size;
    private final InverseMultiquadratic kernel;

    /**
     * A term on codes of the prior's size.
     *
     * @param weight at least 0
     * @throws org.ae4j.InvalidSpecException if it is not
     */
    public MmdTerm(CodePrior prior, double weight) {
        Require.weight("the weight of the discrepancy", weight);
        this.prior = prior;
        this.weight = weight;
        size = prior.size();
        kernel = new InverseMultiquadratic(2 * size * prior.spread() * prior.spread());
    }

    @Override
    public LossPart part() {
        return LossPart.DISCREPANCY;
    }

    @Override
    public double add(double[] code, int rows, int[] classes, double[] gradient, Step step) {
        if (rows < 2) {
            return 0;
        }
        double[] wanted = new double[rows * size];
        prior.sample(wanted, rows, step.random());
        return within(code, rows, weight * rows, gradient)
                + within(wanted, rows, weight * rows, null)
                - between(code, rows, wanted, rows, 2 * weight * rows, gradient);
    }

    /**
     * The squared discrepancy of two sets of codes, unbiased, with the widths of this term's kernels: about 0 where both
     * have the same distribution, below 0 by chance.
     *
     * @param a {@code [rowsA, size]}
     * @param b {@code [rowsB, size]}
     * @throws IncompatibleDataException if one has fewer than 2 rows
     */
    public double mmd(double[] a, int rowsA, double[] b, int rowsB) {
        if (rowsA < 2 || rowsB < 2) {
            throw new IncompatibleDataException(
                    "a discrepancy compares at least 2 rows with 2, found %d and %d".formatted(rowsA, rowsB));
        }
        return within(a, rowsA, 1, null) + within(b, rowsB, 1, null) - between(a, rowsA, b, rowsB, 2, null);
    }

    /** The factor times the kernel's mean over the pairs of different rows; adds its gradient where one is given. */
    private double within(double[] rows, int count, double factor, double[] gradient) {
        double each = 2 * factor / ((double) count * (count - 1));
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                double square = square(rows, i * size, rows, j * size);
                sum += kernel.value(square);
                if (gradient != null) {
                    double pull = 2 * each * kernel.slope(square);
                    addDifference(gradient, i * size, pull, rows, i * size, rows, j * size);
                    addDifference(gradient, j * size, pull, rows, j * size, rows, i * size);
                }
            }
        }
        return each * sum;
    }

    /** The factor times the kernel's mean over all pairs; where a gradient of a is given, subtracts that. */
    private double between(double[] a, int rowsA, double[] b, int rowsB, double factor, double[] gradient) {
        double each = factor / ((double) rowsA * rowsB);
        double sum = 0;
        for (int i = 0; i < rowsA; i++) {
            for (int j = 0; j < rowsB; j++) {
                double square = square(a, i * size, b, j * size);
                sum += kernel.value(square);
                if (gradient != null) {
                    addDifference(gradient, i * size, -2 * each * kernel.slope(square), a, i * size, b, j * size);
                }
            }
        }
        return each * sum;
    }

    private double square(double[] a, int fromA, double[] b, int fromB) {
        double sum = 0;
        for (int d = 0; d < size; d++) {
            double apart = a[fromA + d] - b[fromB + d];
            sum += apart * apart;
        }
        return sum;
    }

    private void addDifference(double[] to, int at, double factor, double[] a, int fromA, double[] b, int fromB) {
        for (int d = 0; d < size; d++) {
            to[at + d] += factor * (a[fromA + d] - b[fromB + d]);
        }
    }
}
