package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Normalization;

/** Batch normalisation (Ioffe and Szegedy 2015, algorithm 1 and section 3), number by number. */
final class DoubleNormalization implements NormalizationKernels {
    @Override
    public void addMoments(int width, Memory x, long at, int rows, Memory moments, long momentsAt, int before) {
        for (int j = 0; j < width && rows > 0; j++) {
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                mean += number(x, at + (long) i * width + j) / rows;
            }
            double squares = 0;
            for (int i = 0; i < rows; i++) {
                double away = number(x, at + (long) i * width + j) - mean;
                squares += away * away;
            }
            merge(mean, squares, rows, doubles(moments), momentsAt + j, width, before);
        }
    }

    @Override
    public void mergeMoments(
            int width, Memory moments, long momentsAt, int before, Memory others, long othersAt, int count) {
        for (int j = 0; j < width && count > 0; j++) {
            double mean = number(others, othersAt + j);
            double squares = number(others, othersAt + width + j);
            merge(mean, squares, count, doubles(moments), momentsAt + j, width, before);
        }
    }

    private static void merge(
            double mean, double squares, int count, DoubleMemory moments, long at, int width, int before) {
        if (before == 0) {
            moments.set(at, mean);
            moments.set(at + width, squares);
            return;
        }
        double away = mean - moments.get(at);
        double share = (double) count / (before + count);
        moments.set(at, moments.get(at) + share * away);
        moments.set(at + width, moments.get(at + width) + squares + away * away * share * before);
    }

    @Override
    public void statistics(
            Normalization stage, Memory moments, long momentsAt, int rows, Memory parameters, Memory gradients) {
        int width = stage.width();
        double share = 1 - stage.decay();
        for (int j = 0; j < width; j++) {
            double variance = number(moments, momentsAt + width + j) / rows;
            doubles(moments).set(momentsAt + width + j, 1 / Math.sqrt(variance + stage.epsilon()));
            if (gradients != null) {
                double fromMean = number(parameters, stage.mean() + j) - number(moments, momentsAt + j);
                double fromVariance = number(parameters, stage.variance() + j) - variance;
                doubles(gradients).set(stage.mean() + j, share * fromMean);
                doubles(gradients).set(stage.variance() + j, share * fromVariance);
            }
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
        for (int i = 0; i < rows * width; i++) {
            double z =
                    scaled(stage, parameters, normalized(x, at + i, moments, momentsAt, i % width, width), i % width);
            activate(stage, z, y, slopes, at + i);
        }
    }

    /** x̂. */
    private static double normalized(Memory x, long at, Memory moments, long momentsAt, int j, int width) {
        return (number(x, at) - number(moments, momentsAt + j)) * number(moments, momentsAt + width + j);
    }

    /** γx̂ + β. */
    private static double scaled(Normalization stage, Memory parameters, double normalized, int j) {
        return number(parameters, stage.gamma() + j) * normalized + number(parameters, stage.beta() + j);
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
            Memory sums,
            long sumsAt) {
        int width = stage.width();
        for (int i = 0; i < rows * width; i++) {
            int j = i % width;
            double gradient = number(d, at + i) * slope(stage, y, slopes, at + i);
            double product = gradient * normalized(x, at + i, moments, momentsAt, j, width);
            doubles(d).set(at + i, gradient);
            doubles(sums).set(sumsAt + j, number(sums, sumsAt + j) + product);
            doubles(sums).set(sumsAt + width + j, number(sums, sumsAt + width + j) + gradient);
        }
    }

    @Override
    public void gradient(
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
            int rows) {
        int width = stage.width();
        for (int i = 0; i < rows * width; i++) {
            int j = i % width;
            double normalized = normalized(x, at + i, moments, momentsAt, j, width);
            double mean = (number(sums, sumsAt + width + j) + normalized * number(sums, sumsAt + j)) / batchRows;
            double scale = number(parameters, stage.gamma() + j) * number(moments, momentsAt + width + j);
            doubles(d).set(at + i, scale * (number(d, at + i) - mean));
        }
    }

    @Override
    public void running(Normalization stage, Memory x, Memory parameters, Memory y, Memory slopes, long at, int rows) {
        int width = stage.width();
        for (int i = 0; i < rows * width; i++) {
            int j = i % width;
            double away = number(x, at + i) - number(parameters, stage.mean() + j);
            activate(
                    stage,
                    scaled(stage, parameters, away / runningDeviation(stage, parameters, j), j),
                    y,
                    slopes,
                    at + i);
        }
    }

    @Override
    public void runningGradient(
            Normalization stage, Memory d, Memory parameters, Memory y, Memory slopes, long at, int rows) {
        int width = stage.width();
        for (int i = 0; i < rows * width; i++) {
            int j = i % width;
            double scale = number(parameters, stage.gamma() + j) / runningDeviation(stage, parameters, j);
            doubles(d).set(at + i, number(d, at + i) * slope(stage, y, slopes, at + i) * scale);
        }
    }

    /** √(running variance + ε). */
    private static double runningDeviation(Normalization stage, Memory parameters, int j) {
        return Math.sqrt(number(parameters, stage.variance() + j) + stage.epsilon());
    }

    /** f and, where it is kept, f′. */
    private static void activate(Normalization stage, double z, Memory y, Memory slopes, long at) {
        doubles(y).set(at, stage.f().value(z));
        if (slopes != null && stage.f().keepsSlope()) {
            doubles(slopes).set(at, stage.f().slope(z));
        }
    }

    /** f′, kept or from y. */
    private static double slope(Normalization stage, Memory y, Memory slopes, long at) {
        return stage.f().keepsSlope() ? number(slopes, at) : DoubleKernels.slopeOf(stage.f(), number(y, at));
    }

    private static double number(Memory memory, long at) {
        return doubles(memory).get(at);
    }

    private static DoubleMemory doubles(Memory memory) {
        return (DoubleMemory) memory;
    }
}
