package org.ae4j.pretrain.semi;

/**
 * Solves (I − αS)·F = Y for all columns of Y at once, each by its own steps of conjugate gradients: S is symmetric with
 * eigenvalues within ±1, so I − αS is positive definite for α below 1.
 *
 * @see <a href="https://doi.org/10.6028/jres.049.044">Hestenes and Stiefel 1952</a>
 */
final class ConjugateGradients {
    /** A residual of this share of Y is small enough for rows, too, that lie far from all labels. */
    private static final double TOLERANCE = 1e-10;

    /** Far more than α ≤ .9999 takes: the error falls by (√κ − 1)/(√κ + 1) a step, κ = (1 + α)/(1 − α) being at most 20,000. */
    private static final int MOST_STEPS = 10_000;

    private final Affinities affinities;
    private final double alpha;
    private final int columns;

    ConjugateGradients(Affinities affinities, double alpha, int columns) {
        this.affinities = affinities;
        this.alpha = alpha;
        this.columns = columns;
    }

    /** F for Y, both {@code [rows][columns]}, row-major. */
    double[] solve(double[] y) {
        double[] solution = new double[y.length];
        double[] residual = y.clone();
        double[] direction = y.clone();
        double[] product = new double[y.length];
        double[] squares = dots(residual, residual);
        double[] small = scaled(squares, TOLERANCE * TOLERANCE);
        for (int i = 0; i < MOST_STEPS && isAbove(squares, small); i++) {
            multiply(direction, product);
            double[] steps = ratios(squares, dots(direction, product), squares, small);
            addScaled(solution, steps, direction);
            addScaled(residual, scaled(steps, -1), product);
            double[] next = dots(residual, residual);
            double[] kept = ratios(next, squares, squares, small);
            for (int j = 0; j < direction.length; j++) {
                direction[j] = residual[j] + kept[j % columns] * direction[j];
            }
            squares = next;
        }
        return solution;
    }

    private void multiply(double[] x, double[] product) {
        affinities.multiply(x, columns, product);
        for (int i = 0; i < product.length; i++) {
            product[i] = x[i] - alpha * product[i];
        }
    }

    /** The inner product of each pair of columns. */
    private double[] dots(double[] a, double[] b) {
        double[] dots = new double[columns];
        for (int i = 0; i < a.length; i += columns) {
            for (int c = 0; c < columns; c++) {
                dots[c] += a[i + c] * b[i + c];
            }
        }
        return dots;
    }

    private void addScaled(double[] sum, double[] factors, double[] x) {
        for (int i = 0; i < sum.length; i += columns) {
            for (int c = 0; c < columns; c++) {
                sum[i + c] += factors[c] * x[i + c];
            }
        }
    }

    /** above/below, and 0 for a column that is solved. */
    private static double[] ratios(double[] above, double[] below, double[] squares, double[] small) {
        double[] ratios = new double[above.length];
        for (int c = 0; c < ratios.length; c++) {
            ratios[c] = squares[c] > small[c] ? above[c] / below[c] : 0;
        }
        return ratios;
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = new double[values.length];
        for (int c = 0; c < scaled.length; c++) {
            scaled[c] = factor * values[c];
        }
        return scaled;
    }

    private static boolean isAbove(double[] squares, double[] small) {
        for (int c = 0; c < squares.length; c++) {
            if (squares[c] > small[c]) {
                return true;
            }
        }
        return false;
    }
}
