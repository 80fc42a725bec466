package org.ae4j.engine.kernel;

import java.util.List;
import org.ae4j.engine.kernel.DoubleProduct.Matrix;
import org.ae4j.engine.program.Nonlinearity;
import org.ae4j.layer.OutputGroup;

/** The kernels of {@link DoubleDevice}: loops over what {@link Kernels} says of one number. */
final class DoubleKernels implements Kernels {
    private final Convolvers convolvers = new Convolvers(this, new DoubleDevice()::allocate, false);
    private final GridKernels grids = new DoubleGrids(convolvers);
    private final SequenceKernels sequences = new DoubleSequences(grids);
    private final NormalizationKernels normalization = new DoubleNormalization();
    private final LstmKernels lstm = new DoubleLstm();

    @Override
    public void enter() {}

    @Override
    public GridKernels grids() {
        return grids;
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
        DoubleProduct.multiply(
                false,
                m,
                n,
                k,
                new Matrix(doubles(a), aAt, aStride, transposeA),
                new Matrix(doubles(b), bAt, bStride, transposeB),
                new Matrix(doubles(c), cAt, cStride, false));
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
        DoubleProduct.multiply(
                true,
                m,
                n,
                k,
                new Matrix(doubles(a), aAt, aStride, transposeA),
                new Matrix(doubles(b), bAt, bStride, transposeB),
                new Matrix(doubles(c), cAt, cStride, false));
    }

    @Override
    public void activate(
            Nonlinearity f, Memory z, long at, int rows, int width, Memory bias, long biasAt, Memory slopes) {
        for (int i = 0; i < rows * width; i++) {
            double x = doubles(z).get(at + i) + biasOf(bias, biasAt, i % width);
            doubles(z).set(at + i, f.value(x));
            if (slopes != null && f.keepsSlope()) {
                doubles(slopes).set(at + i, f.slope(x));
            }
        }
    }

    @Override
    public void activationGradient(Nonlinearity f, Memory activations, Memory slopes, Memory d, long at, int count) {
        for (long i = at; i < at + count; i++) {
            double slope = f.keepsSlope()
                    ? doubles(slopes).get(i)
                    : slopeOf(f, doubles(activations).get(i));
            doubles(d).set(i, doubles(d).get(i) * slope);
        }
    }

    /** The slopes that follow from the activation. */
    static double slopeOf(Nonlinearity f, double a) {
        return switch (f) {
            case IDENTITY -> 1;
            case RELU -> a > 0 ? 1 : 0;
            case SIGMOID -> a * (1 - a);
            case TANH -> 1 - a * a;
            default -> throw new IllegalArgumentException("the slope of " + f + " does not follow from its value");
        };
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
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            double[] row = row(z, at + (long) i * width, width, bias, biasAt);
            for (OutputGroup group : groups) {
                var loss = new DoubleLoss(group, row);
                sum += loss.loss(target, weights, targetAt + i * width);
                for (int j = group.from(); d != null && j < group.to(); j++) {
                    doubles(d).set(at + (long) i * width + j, loss.gradient(j, target, weights, targetAt + i * width));
                }
            }
        }
        return sum;
    }

    @Override
    public void outputs(List<OutputGroup> groups, Memory z, long at, int rows, int width, Memory bias, long biasAt) {
        for (int i = 0; i < rows; i++) {
            double[] row = row(z, at + (long) i * width, width, bias, biasAt);
            for (OutputGroup group : groups) {
                for (int j = group.from(); j < group.to(); j++) {
                    doubles(z).set(at + (long) i * width + j, new DoubleLoss(group, row).output(j));
                }
            }
        }
    }

    private static double[] row(Memory z, long at, int width, Memory bias, long biasAt) {
        double[] row = new double[width];
        for (int j = 0; j < width; j++) {
            row[j] = doubles(z).get(at + j) + biasOf(bias, biasAt, j);
        }
        return row;
    }

    private static double biasOf(Memory bias, long biasAt, int column) {
        return bias == null ? 0 : doubles(bias).get(biasAt + column);
    }

    @Override
    public void columnSums(Memory x, long at, int rows, int width, int columns, Memory sums, long sumsAt) {
        for (int j = 0; j < columns; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += doubles(x).get(at + (long) i * width + j);
            }
            doubles(sums).set(sumsAt + j, sum);
        }
    }

    @Override
    public void times(Memory a, Memory b, Memory product, long at, int count) {
        for (long i = at; i < at + count; i++) {
            doubles(product).set(i, doubles(a).get(i) * doubles(b).get(i));
        }
    }

    @Override
    public void copy(Memory from, Memory to, long at, int count) {
        for (long i = at; i < at + count; i++) {
            doubles(to).set(i, doubles(from).get(i));
        }
    }

    @Override
    public void add(Memory x, long at, double[] values, int count) {
        for (int i = 0; i < count; i++) {
            doubles(x).set(at + i, doubles(x).get(at + i) + values[i]);
        }
    }

    @Override
    public void scale(Memory x, long at, int count, double factor) {
        for (long i = at; i < at + count; i++) {
            doubles(x).set(i, doubles(x).get(i) * factor);
        }
    }

    @Override
    public void dropoutMask(Memory mask, long at, int count, double keep, long seed) {
        long bound = SplitMix.bound(keep);
        for (long i = at; i < at + count; i++) {
            doubles(mask).set(i, SplitMix.isBelow(bound, seed, i) ? 1 / keep : 0);
        }
    }

    @Override
    public double sumOfSquares(Memory x, long at, long count) {
        double sum = 0;
        for (long i = at; i < at + count; i++) {
            sum += doubles(x).get(i) * doubles(x).get(i);
        }
        return sum;
    }

    @Override
    public double update(
            UpdateRule rule,
            double scale,
            Memory parameters,
            Memory gradients,
            long at,
            long count,
            Memory state,
            long stateStride) {
        var update = new DoubleUpdate(rule, state, stateStride);
        double penalty = 0;
        for (long i = at; i < at + count; i++) {
            double p = doubles(parameters).get(i);
            penalty += update.penalty(p);
            doubles(parameters)
                    .set(i, update.moved(p, scale * doubles(gradients).get(i), i));
        }
        return penalty;
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
        convolvers.close();
    }

    private static DoubleMemory doubles(Memory memory) {
        return (DoubleMemory) memory;
    }
}
