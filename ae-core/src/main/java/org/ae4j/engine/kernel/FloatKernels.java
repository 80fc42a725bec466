package org.ae4j.engine.kernel;

import java.util.Arrays;
import java.util.List;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;

/**
 * Kernels over {@link FloatMemory}. Element-wise work copies a few rows at a time to heap arrays and back: the JIT compiler
 * vectorises loops over those and not over native memory, and the copies stay in the first-level cache.
 */
final class FloatKernels implements Kernels {
    private final Gemm gemm;
    private final Chunks chunks;
    private final FloatNormalization normalization;
    private final FloatParameters parameters;
    private final Convolvers convolvers;
    private final FloatGrids grids;
    private final FloatSequences sequences;
    private final FloatLstm lstm = new FloatLstm();
    private final FloatMemory ones;

    FloatKernels(Gemm gemm, boolean convolutions, int widest, int rows) {
        this.gemm = gemm;
        this.convolvers = new Convolvers(this, FloatMemory::allocate, convolutions);
        this.grids = new FloatGrids(convolvers);
        this.sequences = new FloatSequences(grids);
        this.chunks = new Chunks(widest);
        this.normalization = new FloatNormalization(chunks);
        this.parameters = new FloatParameters(chunks);
        this.ones = FloatMemory.allocate(rows);
        float[] values = new float[rows];
        Arrays.fill(values, 1);
        ones.write(0, values, 0, rows);
    }

    @Override
    public void enter() {
        gemm.enter();
    }

    @Override
    public void multiply(
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
            int cStride) {
        gemm.multiply(
                false,
                transposeA,
                transposeB,
                m,
                n,
                k,
                (FloatMemory) a,
                aAt,
                aStride,
                (FloatMemory) b,
                bAt,
                bStride,
                (FloatMemory) c,
                cAt,
                cStride);
    }

    @Override
    public void multiplyAdd(
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
            int cStride) {
        gemm.multiply(
                true,
                transposeA,
                transposeB,
                m,
                n,
                k,
                (FloatMemory) a,
                aAt,
                aStride,
                (FloatMemory) b,
                bAt,
                bStride,
                (FloatMemory) c,
                cAt,
                cStride);
    }

    @Override
    public GridKernels grids() {
        return grids;
    }

    @Override
    public void activate(
            Nonlinearity f, Memory z, long at, int rows, int width, Memory bias, long biasAt, Memory slopes) {
        if (f == Nonlinearity.IDENTITY && bias == null) {
            return;
        }
        boolean keep = slopes != null && f.keepsSlope();
        int step = chunks.rowsOf(width);
        float[] values = chunks.a;
        chunks.tile(bias, biasAt, width, Math.min(step, rows));
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            z.read(from, values, 0, count);
            chunks.addTile(bias, values, count);
            FloatFunctions.apply(f, values, chunks.b, count);
            z.write(from, values, 0, count);
            if (keep) {
                slopes.write(from, chunks.b, 0, count);
            }
        }
    }

    @Override
    public void activationGradient(Nonlinearity f, Memory activations, Memory slopes, Memory d, long at, int count) {
        if (f == Nonlinearity.IDENTITY) {
            return;
        }
        if (f.keepsSlope()) {
            times(d, slopes, d, at, count);
            return;
        }
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            activations.read(at + i, chunks.a, 0, n);
            d.read(at + i, chunks.b, 0, n);
            FloatFunctions.chain(f, chunks.a, chunks.b, n);
            d.write(at + i, chunks.b, 0, n);
        }
    }

    @Override
    public double loss(
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
            Memory d) {
        int step = chunks.rowsOf(width);
        int most = Math.min(step, rows) * width;
        Arrays.fill(chunks.c, 0, most, 0);
        double weighed = 0;
        chunks.tile(bias, biasAt, width, Math.min(step, rows));
        for (int row = 0; row < rows; row += step) {
            int some = Math.min(step, rows - row);
            int count = some * width;
            long from = at + (long) row * width;
            z.read(from, chunks.a, 0, count);
            chunks.addTile(bias, chunks.a, count);
            System.arraycopy(target, targetAt + row * width, chunks.b, 0, count);
            for (int i = 0; i < groups.size(); i++) {
                groupLoss(groups.get(i), some, width);
                if (weights != null) {
                    weighed += weigh(groups.get(i), some, width, weights, targetAt + row * width);
                }
            }
            if (d != null) {
                d.write(from, chunks.a, 0, count);
            }
        }
        return weighed + Chunks.sum(chunks.c, most);
    }

    /**
     * One group of the chunk: z in a turns into the gradient, targets are in b, losses are added to c; groups that share
     * rows are copied out.
     */
    private void groupLoss(OutputGroup group, int rows, int width) {
        int columns = group.to() - group.from();
        float weight = (float) group.weight();
        if (columns == width) {
            FloatLosses.gradient(group.kind(), weight, chunks.a, chunks.b, chunks.c, rows, width);
            return;
        }
        Chunks.gather(chunks.a, chunks.d, rows, width, group.from(), columns);
        Chunks.gather(chunks.b, chunks.e, rows, width, group.from(), columns);
        FloatLosses.gradient(group.kind(), weight, chunks.d, chunks.e, chunks.c, rows, columns);
        Chunks.scatter(chunks.d, chunks.a, rows, width, group.from(), columns);
    }

    /**
     * Weighs what {@link #groupLoss} left of a group: the gradient in a, and the losses in c, which it takes away so that
     * the next group finds none.
     *
     * @param at where the chunk's first weight lies
     */
    private double weigh(OutputGroup group, int rows, int width, float[] weights, int at) {
        int columns = group.to() - group.from();
        for (int row = 0; row < rows; row++) {
            int from = row * width + group.from();
            Chunks.multiply(chunks.c, row * columns, weights, at + from, columns);
            Chunks.multiply(chunks.a, from, weights, at + from, columns);
        }
        double sum = Chunks.sum(chunks.c, rows * columns);
        Arrays.fill(chunks.c, 0, rows * columns, 0);
        return sum;
    }

    @Override
    public void outputs(List<OutputGroup> groups, Memory z, long at, int rows, int width, Memory bias, long biasAt) {
        int step = chunks.rowsOf(width);
        chunks.tile(bias, biasAt, width, Math.min(step, rows));
        for (int row = 0; row < rows; row += step) {
            int some = Math.min(step, rows - row);
            long from = at + (long) row * width;
            z.read(from, chunks.a, 0, some * width);
            chunks.addTile(bias, chunks.a, some * width);
            for (int i = 0; i < groups.size(); i++) {
                OutputGroup group = groups.get(i);
                int columns = group.to() - group.from();
                if (columns == width) {
                    FloatLosses.outputs(group.kind(), chunks.a, some, width);
                } else {
                    Chunks.gather(chunks.a, chunks.d, some, width, group.from(), columns);
                    FloatLosses.outputs(group.kind(), chunks.d, some, columns);
                    Chunks.scatter(chunks.d, chunks.a, some, width, group.from(), columns);
                }
            }
            z.write(from, chunks.a, 0, some * width);
        }
    }

    @Override
    public void columnSums(Memory x, long at, int rows, int width, int columns, Memory sums, long sumsAt) {
        int most = (int) ones.length();
        multiply(false, false, 1, columns, Math.min(most, rows), ones, 0, most, x, at, width, sums, sumsAt, columns);
        for (int row = most; row < rows; row += most) {
            int some = Math.min(most, rows - row);
            long from = at + (long) row * width;
            multiplyAdd(false, false, 1, columns, some, ones, 0, some, x, from, width, sums, sumsAt, columns);
        }
    }

    @Override
    public void copy(Memory from, Memory to, long at, int count) {
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            from.read(at + i, chunks.a, 0, n);
            to.write(at + i, chunks.a, 0, n);
        }
    }

    @Override
    public void add(Memory x, long at, double[] values, int count) {
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            x.read(at + i, chunks.a, 0, n);
            Chunks.add(chunks.a, values, i, n);
            x.write(at + i, chunks.a, 0, n);
        }
    }

    @Override
    public void scale(Memory x, long at, int count, double factor) {
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            x.read(at + i, chunks.a, 0, n);
            Chunks.scale(chunks.a, (float) factor, n);
            x.write(at + i, chunks.a, 0, n);
        }
    }

    @Override
    public void times(Memory a, Memory b, Memory product, long at, int count) {
        float[] x = chunks.a;
        float[] y = chunks.b;
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            a.read(at + i, x, 0, n);
            b.read(at + i, y, 0, n);
            Chunks.multiply(x, y, n);
            product.write(at + i, x, 0, n);
        }
    }

    @Override
    public void dropoutMask(Memory mask, long at, int count, double keep, long seed) {
        long bound = SplitMix.bound(keep);
        float kept = (float) (1 / keep);
        for (int i = 0; i < count; i += Chunks.LENGTH) {
            int n = Math.min(Chunks.LENGTH, count - i);
            for (int j = 0; j < n; j++) {
                chunks.a[j] = SplitMix.isBelow(bound, seed, at + i + j) ? kept : 0;
            }
            mask.write(at + i, chunks.a, 0, n);
        }
    }

    @Override
    public double sumOfSquares(Memory x, long at, long count) {
        return parameters.sumOfSquares(x, at, count);
    }

    @Override
    public double update(
            UpdateRule rule,
            double scale,
            Memory params,
            Memory gradients,
            long at,
            long count,
            Memory state,
            long stateStride) {
        return parameters.update(rule, scale, params, gradients, at, count, state, stateStride);
    }

    @Override
    public SequenceKernels sequences() {
        return sequences;
    }

    @Override
    public NormalizationKernels normalization() {
        return normalization;
    }

    @Override
    public LstmKernels lstm() {
        return lstm;
    }

    @Override
    public void close() {
        ones.close();
        convolvers.close();
    }
}
