package org.ae4j.engine.kernel;

import java.util.Arrays;
import org.ae4j.engine.program.Normalization;

/** Batch normalisation in chunks of rows; columns' numbers are repeated to the length of a chunk. */
final class FloatNormalization implements NormalizationKernels {
    private final Chunks chunks;
    private final float[] means;
    private final float[] scales;
    private final float[] shifts;
    private final float[] products;
    private final double[] sums;
    private final double[] otherSums;

    FloatNormalization(Chunks chunks) {
        this.chunks = chunks;
        int length = chunks.a.length;
        this.means = Chunks.array(length);
        this.scales = Chunks.array(length);
        this.shifts = Chunks.array(length);
        this.products = Chunks.array(length);
        this.sums = new double[length];
        this.otherSums = new double[length];
    }

    /** Squares are of differences from a mean of some of the rows: sums of the numbers' own squares would cancel. */
    @Override
    public void addMoments(int width, Memory x, long at, int rows, Memory moments, long momentsAt, int before) {
        if (rows == 0) {
            return;
        }
        int step = chunks.rowsOf(width);
        int some = Math.min(step, rows);
        if (before > 0) {
            moments.read(momentsAt, means, 0, width);
        } else {
            x.read(at, chunks.a, 0, some * width);
            sumColumns(chunks.a, some, width, sums);
            for (int j = 0; j < width; j++) {
                means[j] = (float) (sums[j] / some);
            }
        }
        Chunks.repeat(means, width, some);
        Arrays.fill(chunks.c, 0, some * width, 0);
        Arrays.fill(chunks.d, 0, some * width, 0);
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            x.read(at + (long) row * width, chunks.a, 0, count);
            addPowers(chunks.a, means, chunks.c, chunks.d, count);
        }
        sumColumns(chunks.c, some, width, sums);
        sumColumns(chunks.d, some, width, otherSums);
        for (int j = 0; j < width; j++) {
            double away = sums[j] / rows;
            sums[j] = means[j] + away;
            otherSums[j] = Math.max(0, otherSums[j] - away * away * rows);
        }
        merge(width, moments, momentsAt, before, rows);
    }

    private static void addPowers(float[] x, float[] means, float[] sums, float[] squares, int n) {
        for (int i = 0; i < n; i++) {
            float c = x[i] - means[i];
            sums[i] += c;
            squares[i] += c * c;
        }
    }

    /** The sums over rows that lie side by side. */
    private static void sumColumns(float[] rows, int count, int width, double[] sums) {
        Arrays.fill(sums, 0, width, 0);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < width; j++) {
                sums[j] += rows[i * width + j];
            }
        }
    }

    @Override
    public void mergeMoments(
            int width, Memory moments, long momentsAt, int before, Memory others, long othersAt, int count) {
        if (count == 0) {
            return;
        }
        others.read(othersAt, chunks.a, 0, width);
        others.read(othersAt + width, chunks.b, 0, width);
        for (int j = 0; j < width; j++) {
            sums[j] = chunks.a[j];
            otherSums[j] = chunks.b[j];
        }
        merge(width, moments, momentsAt, before, count);
    }

    /** Those of {@code count} rows that {@link #sums} and {@link #otherSums} hold, into those of {@code before} rows. */
    private void merge(int width, Memory moments, long at, int before, int count) {
        moments.read(at, chunks.a, 0, width);
        moments.read(at + width, chunks.b, 0, width);
        double share = (double) count / (before + count);
        for (int j = 0; j < width; j++) {
            double away = before == 0 ? 0 : sums[j] - chunks.a[j];
            chunks.a[j] = (float) (before == 0 ? sums[j] : chunks.a[j] + share * away);
            chunks.b[j] =
                    (float) (before == 0 ? otherSums[j] : chunks.b[j] + otherSums[j] + away * away * share * before);
        }
        moments.write(at, chunks.a, 0, width);
        moments.write(at + width, chunks.b, 0, width);
    }

    /** A few numbers for each column. */
    @Override
    public void statistics(
            Normalization stage, Memory moments, long momentsAt, int rows, Memory parameters, Memory gradients) {
        int width = stage.width();
        float[] mean = chunks.a;
        float[] variance = chunks.b;
        float[] runningMean = chunks.c;
        float[] runningVariance = chunks.d;
        moments.read(momentsAt, mean, 0, width);
        moments.read(momentsAt + width, variance, 0, width);
        parameters.read(stage.mean(), runningMean, 0, width);
        parameters.read(stage.variance(), runningVariance, 0, width);
        for (int j = 0; j < width; j++) {
            double batch = (double) variance[j] / rows;
            variance[j] = (float) (1 / Math.sqrt(batch + stage.epsilon()));
            runningMean[j] = (float) ((1 - stage.decay()) * (runningMean[j] - mean[j]));
            runningVariance[j] = (float) ((1 - stage.decay()) * (runningVariance[j] - batch));
        }
        moments.write(momentsAt + width, variance, 0, width);
        if (gradients != null) {
            gradients.write(stage.mean(), runningMean, 0, width);
            gradients.write(stage.variance(), runningVariance, 0, width);
        }
    }

    @Override
    public void normalize(
            Normalization stage,
            Memory x,
            Memory moments,
            long momentsAt,
            Memory parameters,
            Memory y,
            Memory slopes,
            long at,
            int rows) {
        int width = stage.width();
        int times = Math.min(chunks.rowsOf(width), rows);
        Chunks.tile(moments, momentsAt, width, times, means);
        scales(stage, moments, momentsAt, parameters, times);
        Chunks.tile(parameters, stage.beta(), width, times, shifts);
        apply(stage, x, y, slopes, at, rows);
    }

    /** γ/deviation. */
    private void scales(Normalization stage, Memory moments, long momentsAt, Memory parameters, int times) {
        int width = stage.width();
        moments.read(momentsAt + width, scales, 0, width);
        parameters.read(stage.gamma(), shifts, 0, width);
        Chunks.multiply(scales, shifts, width);
        Chunks.repeat(scales, width, times);
    }

    /** f((x − mean)·scale + shift). */
    private void apply(Normalization stage, Memory x, Memory y, Memory slopes, long at, int rows) {
        int width = stage.width();
        int step = chunks.rowsOf(width);
        boolean keep = slopes != null && stage.f().keepsSlope();
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            x.read(from, chunks.a, 0, count);
            normalize(chunks.a, means, scales, shifts, count);
            FloatFunctions.apply(stage.f(), chunks.a, chunks.b, count);
            y.write(from, chunks.a, 0, count);
            if (keep) {
                slopes.write(from, chunks.b, 0, count);
            }
        }
    }

    private static void normalize(float[] x, float[] means, float[] scales, float[] shifts, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = (x[i] - means[i]) * scales[i] + shifts[i];
        }
    }

    @Override
    public void gradientSums(
            Normalization stage,
            Memory d,
            Memory x,
            Memory moments,
            long momentsAt,
            Memory y,
            Memory slopes,
            long at,
            int rows,
            Memory into,
            long sumsAt) {
        int width = stage.width();
        int step = chunks.rowsOf(width);
        int some = Math.min(step, rows);
        Chunks.tile(moments, momentsAt, width, some, means);
        Arrays.fill(chunks.c, 0, some * width, 0);
        Arrays.fill(chunks.d, 0, some * width, 0);
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            d.read(from, chunks.a, 0, count);
            if (stage.readsOutput()) {
                chain(stage, y, slopes, from, count);
                d.write(from, chunks.a, 0, count);
            }
            x.read(from, chunks.b, 0, count);
            addProducts(chunks.a, chunks.b, means, chunks.c, chunks.d, count);
        }
        sumColumns(chunks.c, some, width, sums);
        sumColumns(chunks.d, some, width, otherSums);
        addSums(width, moments, momentsAt, into, sumsAt);
    }

    private void chain(Normalization stage, Memory y, Memory slopes, long from, int count) {
        boolean isKept = stage.f().keepsSlope();
        (isKept ? slopes : y).read(from, chunks.b, 0, count);
        if (isKept) {
            Chunks.multiply(chunks.a, chunks.b, count);
        } else {
            FloatFunctions.chain(stage.f(), chunks.b, chunks.a, count);
        }
    }

    private static void addProducts(float[] d, float[] x, float[] means, float[] sums, float[] products, int n) {
        for (int i = 0; i < n; i++) {
            sums[i] += d[i];
            products[i] += d[i] * (x[i] - means[i]);
        }
    }

    /** Adds the sums, those of products by their deviations. */
    private void addSums(int width, Memory moments, long momentsAt, Memory into, long at) {
        moments.read(momentsAt + width, chunks.a, 0, width);
        into.read(at, chunks.b, 0, width);
        into.read(at + width, chunks.c, 0, width);
        for (int j = 0; j < width; j++) {
            chunks.b[j] += (float) (otherSums[j] * chunks.a[j]);
            chunks.c[j] += (float) sums[j];
        }
        into.write(at, chunks.b, 0, width);
        into.write(at + width, chunks.c, 0, width);
    }

    @Override
    public void gradient(
            Normalization stage,
            Memory d,
            Memory x,
            Memory moments,
            long momentsAt,
            Memory parameters,
            Memory ofRows,
            long sumsAt,
            int batchRows,
            long at,
            int rows) {
        int width = stage.width();
        int step = chunks.rowsOf(width);
        int times = Math.min(step, rows);
        Chunks.tile(moments, momentsAt, width, times, means);
        scales(stage, moments, momentsAt, parameters, times);
        moments.read(momentsAt + width, chunks.a, 0, width);
        ofRows.read(sumsAt, products, 0, width);
        ofRows.read(sumsAt + width, shifts, 0, width);
        Chunks.multiply(products, chunks.a, width);
        Chunks.scale(products, 1f / batchRows, width);
        Chunks.scale(shifts, 1f / batchRows, width);
        Chunks.repeat(products, width, times);
        Chunks.repeat(shifts, width, times);
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            d.read(from, chunks.a, 0, count);
            x.read(from, chunks.b, 0, count);
            gradient(chunks.a, chunks.b, means, scales, shifts, products, count);
            d.write(from, chunks.a, 0, count);
        }
    }

    private static void gradient(
            float[] d, float[] x, float[] means, float[] scales, float[] shifts, float[] products, int n) {
        for (int i = 0; i < n; i++) {
            d[i] = scales[i] * (d[i] - shifts[i] - (x[i] - means[i]) * products[i]);
        }
    }

    @Override
    public void running(Normalization stage, Memory x, Memory parameters, Memory y, Memory slopes, long at, int rows) {
        int width = stage.width();
        int times = Math.min(chunks.rowsOf(width), rows);
        runningScales(stage, parameters, times);
        Chunks.tile(parameters, stage.mean(), width, times, means);
        Chunks.tile(parameters, stage.beta(), width, times, shifts);
        apply(stage, x, y, slopes, at, rows);
    }

    @Override
    public void runningGradient(
            Normalization stage, Memory d, Memory parameters, Memory y, Memory slopes, long at, int rows) {
        int width = stage.width();
        int step = chunks.rowsOf(width);
        runningScales(stage, parameters, Math.min(step, rows));
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            d.read(from, chunks.a, 0, count);
            if (stage.readsOutput()) {
                chain(stage, y, slopes, from, count);
            }
            Chunks.multiply(chunks.a, scales, count);
            d.write(from, chunks.a, 0, count);
        }
    }

    /** γ/√(running variance + ε). */
    private void runningScales(Normalization stage, Memory parameters, int times) {
        int width = stage.width();
        parameters.read(stage.gamma(), scales, 0, width);
        parameters.read(stage.variance(), chunks.b, 0, width);
        for (int j = 0; j < width; j++) {
            scales[j] = (float) (scales[j] / Math.sqrt(chunks.b[j] + stage.epsilon()));
        }
        Chunks.repeat(scales, width, times);
    }
}
