package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Normalization;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, algorithm 1 and section 3) with the activation behind it, beside
 * {@link Kernels}; the same holds here. Rows are those of {@code [rows · pixels, width]}. Each direction reads its numbers twice:
 * for what has to be known of all rows, and for the result.
 *
 * <p>Moments are each column's mean and, {@code width} numbers further, its Σ(x − mean)², which {@link #statistics} turns into
 * 1/√(variance + ε).
 */
public interface NormalizationKernels {
    /**
     * The moments of some rows together with others.
     *
     * @param before how many rows the moments that are there are of
     */
    void addMoments(int width, Memory x, long at, int rows, Memory moments, long momentsAt, int before);

    /**
     * The moments of rows together with those of others (Chan, Golub and LeVeque 1983).
     *
     * @param before how many rows the moments are of
     * @param count how many rows the others are of
     */
    void mergeMoments(int width, Memory moments, long momentsAt, int before, Memory others, long othersAt, int count);

    /**
     * Turns sums of squares into 1/√(variance + ε), the variance being that of the batch (divided by {@code rows}).
     *
     * @param gradients get DL4J's gradients of the running statistics, (1 − decay)·(running − batch); null for none
     */
    void statistics(Normalization stage, Memory moments, long momentsAt, int rows, Memory parameters, Memory gradients);

    /**
     * y = f(γx̂ + β), x̂ = (x − mean)/deviation.
     *
     * @param slopes gets f′ where {@link org.ae4j.engine.program.Nonlinearity#keepsSlope}
     */
    void normalize(
            Normalization stage,
            Memory x,
            Memory moments,
            long momentsAt,
            Memory parameters,
            Memory y,
            Memory slopes,
            long at,
            int rows);

    /**
     * First part of the way back: d = d·f′ in place, and adds Σdx̂, the gradient of γ, and, {@code width} numbers further, Σd,
     * that of β, to what is there.
     */
    void gradientSums(
            Normalization stage,
            Memory d,
            Memory x,
            Memory moments,
            long momentsAt,
            Memory y,
            Memory slopes,
            long at,
            int rows,
            Memory sums,
            long sumsAt);

    /**
     * Second part, in place of d: γ/deviation·(d − (Σd + x̂·Σdx̂)/n).
     *
     * @param sums {@link #gradientSums} of all rows
     * @param batchRows n
     */
    void gradient(
            Normalization stage,
            Memory d,
            Memory x,
            Memory moments,
            long momentsAt,
            Memory parameters,
            Memory sums,
            long sumsAt,
            int batchRows,
            long at,
            int rows);

    /**
     * By running statistics: y = f(γ(x − mean)/√(variance + ε) + β).
     *
     * @param y may be x
     * @param slopes as in {@link #normalize}; null where no gradient will be asked for
     */
    void running(Normalization stage, Memory x, Memory parameters, Memory y, Memory slopes, long at, int rows);

    /** The way back from {@link #running}, in place: d = d·f′·γ/√(variance + ε). */
    void runningGradient(Normalization stage, Memory d, Memory parameters, Memory y, Memory slopes, long at, int rows);
}
