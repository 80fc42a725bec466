package org.ae4j.engine.kernel;

import java.util.List;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;

/**
 * What a compiled step is made of, on one thread. Matrices are row-major; {@code at} is where the first number lies;
 * {@code [rows, width]} blocks of different memories that belong together start at the same place. Nothing is allocated.
 * Every method throws {@link IndexOutOfBoundsException} before it would touch numbers outside a memory.
 */
public interface Kernels extends AutoCloseable {
    /** What an updater's state is aligned to, see {@link #update}. */
    int BLOCK = 1024;

    /** Called by the thread that is about to use these kernels, before it does. */
    void enter();

    /**
     * C = op(A)·op(B), op(A) being {@code [m, k]} and op(B) {@code [k, n]}.
     *
     * @param transposeA whether A is stored as {@code [k, m]}
     * @param transposeB whether B is stored as {@code [n, k]}
     */
    void multiply(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            Memory a,
            long aAt,
            int aStride,
            Memory b,
            long bAt,
            int bStride,
            Memory c,
            long cAt,
            int cStride);

    /** C = C + op(A)·op(B), as {@link #multiply}. */
    void multiplyAdd(
            boolean transposeA,
            boolean transposeB,
            int m,
            int n,
            int k,
            Memory a,
            long aAt,
            int aStride,
            Memory b,
            long bAt,
            int bStride,
            Memory c,
            long cAt,
            int cStride);

    /** Those of grids, on the same thread. */
    GridKernels grids();

    /**
     * a = f(z + bias) in place of z.
     *
     * @param bias one number a column from {@code biasAt} on; null for none
     * @param slopes gets f′(z + bias) where {@link Nonlinearity#keepsSlope}; null where no gradient will be asked for
     */
    void activate(Nonlinearity f, Memory z, long at, int rows, int width, Memory bias, long biasAt, Memory slopes);

    /** d = d·f′ in place, f′ from the slopes kept or else from the activations. */
    void activationGradient(Nonlinearity f, Memory activations, Memory slopes, Memory d, long at, int count);

    /**
     * The loss of rows, summed, and its gradient with respect to z (see {@link org.ae4j.layer.OutputKind}).
     *
     * @param z pre-activations without bias, left as they are
     * @param target {@code [rows, width]} from {@code targetAt} on
     * @param weights factors on each number's loss, laid out as {@code target} and equal over the columns of a softmax;
     *     null for 1 throughout
     * @param d gets the gradient of the sum; null for the loss alone; may be z
     */
    double loss(
            List<OutputGroup> groups,
            Memory z,
            long at,
            int rows,
            int width,
            Memory bias,
            long biasAt,
            float[] target,
            int targetAt,
            float[] weights,
            Memory d);

    /** Outputs in place of z, each group by its own activation. */
    void outputs(List<OutputGroup> groups, Memory z, long at, int rows, int width, Memory bias, long biasAt);

    /** Sums over the rows of the {@code columns} first columns from {@code at} on; {@code width} numbers are between rows. */
    void columnSums(Memory x, long at, int rows, int width, int columns, Memory sums, long sumsAt);

    /** to = from. */
    void copy(Memory from, Memory to, long at, int count);

    /** x = x + the first {@code count} numbers of an array. */
    void add(Memory x, long at, double[] values, int count);

    /** x = factor·x. */
    void scale(Memory x, long at, int count, double factor);

    /** product = a·b, number by number; product may be one of them. */
    void times(Memory a, Memory b, Memory product, long at, int count);

    /**
     * The mask of inverted dropout (Srivastava et al. 2014): 1/keep with probability {@code keep}, else 0. What a number
     * gets depends on seed and place alone, not on how the work is split.
     */
    void dropoutMask(Memory mask, long at, int count, double keep, long seed);

    /** Σx² of a part. */
    double sumOfSquares(Memory x, long at, long count);

    /**
     * One step of an updater over some parameters: g = clip(scale·gradient) + l1·sign(p) + l2·p, the updater's rule on g,
     * p −= its update + decay·p.
     *
     * @param scale factor on the stored gradient: 1/rows, times what clipping by norm shortens
     * @param state from {@link Device#allocateState}: the first state number of parameter i is at i, its next ones
     *     {@code stateStride} further each
     * @param stateStride a multiple of {@link #BLOCK}
     * @return Σ|p|·l1 + Σp²·(l2 + weightDecay)/2 before the step
     */
    double update(
            UpdateRule rule,
            double scale,
            Memory parameters,
            Memory gradients,
            long at,
            long count,
            Memory state,
            long stateStride);

    /** Rows to sequences and back. */
    SequenceKernels sequences();

    /** Batch normalisation. */
    NormalizationKernels normalization();

    /** The element-wise part of LSTMs. */
    LstmKernels lstm();

    /** Frees scratch memory. */
    @Override
    void close();
}
