package org.ae4j.layer;

/**
 * Draws the mean activity of each number of a code, which lies in 0 … 1, to a small one: weight · Σ KL(ρ ‖ ρ̂) per row, with
 * ρ̂ the mean over the batch and KL = ρ log(ρ / ρ̂) + (1 − ρ) log((1 − ρ) / (1 − ρ̂)) (Ng 2011, "Sparse autoencoder",
 * section 3).
 */
public final class SparsityTerm implements CodeTerm {
    /** Means are taken as this far from 0 and 1, where the divergence is infinite; the slope there pulls them back. */
    private static final double MARGIN = 1e-6;

    private final int size;
    private final double rho;
    private final double weight;

    /**
     * A term on codes of this size.
     *
     * @param size at least 1
     * @param rho the wanted mean activity, above 0 and below 1
     * @param weight at least 0
     * @throws org.ae4j.InvalidSpecException if they are out of range
     */
    public SparsityTerm(int size, double rho, double weight) {
        Require.size(size);
        Require.that(rho > 0 && rho < 1, "rho, the mean activity of a sparse code, lies in (0, 1), found " + rho);
        Require.weight("the weight of sparsity", weight);
        this.size = size;
        this.rho = rho;
        this.weight = weight;
    }

    @Override
    public LossPart part() {
        return LossPart.SPARSITY;
    }

    @Override
    public double add(double[] code, int rows, int[] classes, double[] gradient, Step step) {
        double[] means = means(code, rows);
        double[] slopes = new double[size];
        double divergence = 0;
        for (int j = 0; j < size; j++) {
            double mean = Math.max(MARGIN, Math.min(1 - MARGIN, means[j]));
            divergence += rho * Math.log(rho / mean) + (1 - rho) * Math.log((1 - rho) / (1 - mean));
            slopes[j] = weight * ((1 - rho) / (1 - mean) - rho / mean);
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < size; j++) {
                gradient[i * size + j] += slopes[j];
            }
        }
        return weight * rows * divergence;
    }

    private double[] means(double[] code, int rows) {
        double[] means = new double[size];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < size; j++) {
                means[j] += code[i * size + j] / rows;
            }
        }
        return means;
    }
}
