package org.ae4j.layer;

/**
 * The kernel Σ C / (C + ‖x − y‖²) over C = 2 · size · σ² · s with s in 0.1, 0.2, 0.5, 1, 2, 5, 10 (Tolstikhin et al. 2018,
 * section 4, which takes one C = 2 · size · σ²; the sum over scales is that of its authors' published code).
 *
 * @param width 2 · size · σ²: the mean squared distance of two samples of the prior, where its mean is 0
 */
record InverseMultiquadratic(double width) {
    private static final double[] SCALES = {0.1, 0.2, 0.5, 1, 2, 5, 10};

    /** At a squared distance. */
    double value(double square) {
        double sum = 0;
        for (double scale : SCALES) {
            sum += width * scale / (width * scale + square);
        }
        return sum;
    }

    /** The derivative by the squared distance. */
    double slope(double square) {
        double sum = 0;
        for (double scale : SCALES) {
            double reach = width * scale + square;
            sum -= width * scale / (reach * reach);
        }
        return sum;
    }
}
