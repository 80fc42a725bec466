package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Normalization;

/** Batch normalisation in chunks of rows; columns' numbers are repeated to the length of a chunk. */
final class FloatNormalization {
    private final Chunks chunks;
    private final float[] scales;
    private final float[] shifts;

    FloatNormalization(Chunks chunks) {
        this.chunks = chunks;
        this.scales = Chunks.array(chunks.a.length);
        this.shifts = Chunks.array(chunks.a.length);
    }

    /** See {@link Kernels#centre}. */
    void centre(Memory x, Memory means, Memory centred, Memory squares, long at, int rows, int width) {
        int step = chunks.rowsOf(width);
        Chunks.tile(means, 0, width, Math.min(step, rows), shifts);
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            x.read(from, chunks.a, 0, count);
            centre(chunks.a, shifts, chunks.b, count);
            centred.write(from, chunks.a, 0, count);
            squares.write(from, chunks.b, 0, count);
        }
    }

    private static void centre(float[] x, float[] means, float[] squares, int n) {
        for (int i = 0; i < n; i++) {
            float c = x[i] - means[i];
            x[i] = c;
            squares[i] = c * c;
        }
    }

    /** See {@link Kernels#statistics}; a few numbers for each column. */
    void statistics(
            Normalization stage, Memory means, Memory squareSums, int rows, Memory parameters, Memory gradients) {
        int count = stage.width();
        float[] mean = chunks.a;
        float[] variance = chunks.b;
        float[] runningMean = chunks.c;
        float[] runningVariance = chunks.d;
        means.read(0, mean, 0, count);
        squareSums.read(0, variance, 0, count);
        parameters.read(stage.mean(), runningMean, 0, count);
        parameters.read(stage.variance(), runningVariance, 0, count);
        for (int j = 0; j < count; j++) {
            double batch = (double) variance[j] / rows;
            variance[j] = (float) (1 / Math.sqrt(batch + stage.epsilon()));
            runningMean[j] = (float) ((1 - stage.decay()) * (runningMean[j] - mean[j]));
            runningVariance[j] = (float) ((1 - stage.decay()) * (runningVariance[j] - batch));
        }
        squareSums.write(0, variance, 0, count);
        gradients.write(stage.mean(), runningMean, 0, count);
        gradients.write(stage.variance(), runningVariance, 0, count);
    }

    /** See {@link Kernels#normalize}. */
    void normalize(
            Normalization stage,
            Memory centred,
            Memory inverseDeviations,
            Memory parameters,
            Memory y,
            long at,
            int rows,
            int width) {
        int step = chunks.rowsOf(width);
        int times = Math.min(step, rows);
        Chunks.tile(inverseDeviations, 0, width, times, chunks.c);
        Chunks.tile(parameters, stage.gamma(), width, times, scales);
        Chunks.tile(parameters, stage.beta(), width, times, shifts);
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            centred.read(from, chunks.a, 0, count);
            normalize(chunks.a, chunks.b, chunks.c, scales, shifts, count);
            centred.write(from, chunks.a, 0, count);
            y.write(from, chunks.b, 0, count);
        }
    }

    private static void normalize(float[] x, float[] y, float[] inverse, float[] gamma, float[] beta, int n) {
        for (int i = 0; i < n; i++) {
            float normalized = x[i] * inverse[i];
            x[i] = normalized;
            y[i] = gamma[i] * normalized + beta[i];
        }
    }

    /** See {@link Kernels#normalizeGradient}. */
    void gradient(
            Normalization stage,
            Memory d,
            Memory normalized,
            Memory inverseDeviations,
            Memory parameters,
            Memory gradients,
            int batchRows,
            long at,
            int rows,
            int width) {
        int step = chunks.rowsOf(width);
        int times = Math.min(step, rows);
        Chunks.tile(inverseDeviations, 0, width, 1, scales);
        Chunks.tile(parameters, stage.gamma(), width, 1, shifts);
        Chunks.multiply(scales, shifts, width);
        Chunks.repeat(scales, width, times);
        meanOf(gradients, stage.beta(), width, times, batchRows, shifts);
        meanOf(gradients, stage.gamma(), width, times, batchRows, chunks.c);
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            d.read(from, chunks.a, 0, count);
            normalized.read(from, chunks.b, 0, count);
            gradient(chunks.a, chunks.b, scales, shifts, chunks.c, count);
            d.write(from, chunks.a, 0, count);
        }
    }

    private static void meanOf(Memory sums, long at, int width, int times, int rows, float[] tiles) {
        sums.read(at, tiles, 0, width);
        Chunks.scale(tiles, 1f / rows, width);
        Chunks.repeat(tiles, width, times);
    }

    private static void gradient(float[] d, float[] x, float[] scale, float[] mean, float[] product, int n) {
        for (int i = 0; i < n; i++) {
            d[i] = scale[i] * (d[i] - mean[i] - x[i] * product[i]);
        }
    }

    /** See {@link Kernels#normalizeRunning}. */
    void running(Normalization stage, Memory x, Memory parameters, long at, int rows, int width) {
        int step = chunks.rowsOf(width);
        parameters.read(stage.gamma(), scales, 0, width);
        parameters.read(stage.beta(), shifts, 0, width);
        parameters.read(stage.mean(), chunks.a, 0, width);
        parameters.read(stage.variance(), chunks.b, 0, width);
        for (int j = 0; j < width; j++) {
            double scale = scales[j] / Math.sqrt(chunks.b[j] + stage.epsilon());
            scales[j] = (float) scale;
            shifts[j] = (float) (shifts[j] - chunks.a[j] * scale);
        }
        Chunks.repeat(scales, width, Math.min(step, rows));
        Chunks.repeat(shifts, width, Math.min(step, rows));
        for (int row = 0; row < rows; row += step) {
            int count = Math.min(step, rows - row) * width;
            long from = at + (long) row * width;
            x.read(from, chunks.a, 0, count);
            affine(chunks.a, scales, shifts, count);
            x.write(from, chunks.a, 0, count);
        }
    }

    private static void affine(float[] x, float[] scale, float[] shift, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = x[i] * scale[i] + shift[i];
        }
    }
}
