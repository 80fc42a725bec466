package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ae4j.data.Samples;
import org.ae4j.engine.kernel.SplitMix;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.VariationalModel;

/** The bounds of each row; different rows may be measured side by side. */
final class RowBounds {
    /** Decoded at once: as many as go through a network together … */
    private static final int MOST_PAIRS = 256;
    /** … and fewer where rows are long. */
    private static final int MOST_NUMBERS = 1 << 20;

    private final FittedScaling scaling;
    private final VariationalModel model;
    private final Samples samples;
    private final int k;
    private final long seed;
    private final int pairsAtOnce;
    private final double[] reconstruction;
    private final double[] kl;
    private final double[] importanceWeighted;

    /** Rows to measure by {@code k} samples of each one's code. */
    RowBounds(FittedScaling scaling, VariationalModel model, Samples samples, int k, long seed) {
        this.scaling = scaling;
        this.model = model;
        this.samples = samples;
        this.k = k;
        this.seed = seed;
        this.pairsAtOnce = Math.max(1, Math.min(MOST_PAIRS, MOST_NUMBERS / scaling.inputs()));
        this.reconstruction = new double[samples.rows()];
        this.kl = new double[samples.rows()];
        this.importanceWeighted = new double[samples.rows()];
    }

    /** How many rows are worth measuring by one call. */
    int rowsAtOnce() {
        return Math.max(1, pairsAtOnce / k);
    }

    /** Measures rows {@code from} … {@code to − 1}. */
    void measure(int from, int to) {
        float[] scaled = scaling.transformFilled(samples, from, to);
        float[] posterior = model.posterior(scaled, to - from, row -> samples.label(from + row));
        var draws = new Draws(from, scaled, counted(from, to), posterior);
        int all = (to - from) * k;
        for (int first = 0; first < all; first += pairsAtOnce) {
            draws.decode(first, Math.min(pairsAtOnce, all - first));
        }
        for (int row = from; row < to; row++) {
            int at = (row - from) * k;
            reconstruction[row] = mean(draws.likelihoods, at);
            importanceWeighted[row] = logMeanExp(draws.weights, at);
            kl[row] = model.kl(posterior, row - from);
        }
    }

    /** The means over all rows. */
    LikelihoodBound means() {
        int rows = samples.rows();
        double expected = Arrays.stream(reconstruction).sum() / rows;
        double divergence = Arrays.stream(kl).sum() / rows;
        return new LikelihoodBound(
                expected - divergence,
                expected,
                divergence,
                Arrays.stream(importanceWeighted).sum() / rows,
                k,
                rows);
    }

    /** Pairs of a row and a sample of its code, those of a row one after the other. */
    private final class Draws {
        private final int firstRow;
        private final float[] scaled;
        private final float[] counted;
        private final float[] posterior;
        private final SplittableRandom[] noise;
        private final double[] likelihoods;
        private final double[] weights;
        private final float[] codes = new float[pairsAtOnce * model.size()];
        private final float[] targets = new float[pairsAtOnce * scaling.inputs()];
        private final float[] counts;
        private final double[] sums = new double[pairsAtOnce];

        Draws(int firstRow, float[] scaled, float[] counted, float[] posterior) {
            int rows = posterior.length / (2 * model.size());
            this.firstRow = firstRow;
            this.scaled = scaled;
            this.counted = counted;
            this.posterior = posterior;
            this.noise = new SplittableRandom[rows];
            Arrays.setAll(noise, row -> new SplittableRandom(SplitMix.bits(seed, firstRow + row)));
            this.likelihoods = new double[rows * k];
            this.weights = new double[rows * k];
            this.counts = counted == null ? null : new float[targets.length];
        }

        /** log p(x|z) and log p(x|z)p(z)/q(z|x) of {@code count} pairs from {@code first} on. */
        void decode(int first, int count) {
            int inputs = scaling.inputs();
            for (int i = 0; i < count; i++) {
                int row = (first + i) / k;
                weights[first + i] = draw(row, i * model.size());
                System.arraycopy(scaled, row * inputs, targets, i * inputs, inputs);
                if (counts != null) {
                    System.arraycopy(counted, row * inputs, counts, i * inputs, inputs);
                }
            }
            model.logLikelihood(
                    codes, targets, counts, count, pair -> samples.label(firstRow + (first + pair) / k), sums);
            for (int i = 0; i < count; i++) {
                likelihoods[first + i] = sums[i];
                weights[first + i] += sums[i];
            }
        }

        /**
         * Writes a code z = μ + σε.
         *
         * @return log p(z) − log q(z|x) = ½Σ(ε² + log σ² − z²)
         */
        private double draw(int row, int at) {
            int size = model.size();
            double twice = 0;
            for (int j = 0; j < size; j++) {
                double mean = posterior[2 * row * size + j];
                double logVariance = posterior[2 * row * size + size + j];
                double e = noise[row].nextGaussian();
                double z = mean + Math.exp(logVariance / 2) * e;
                codes[at + j] = (float) z;
                twice += e * e + logVariance - z * z;
            }
            return twice / 2;
        }
    }

    /** Null where no cell is missing. */
    private float[] counted(int from, int to) {
        if (!samples.hasMissing()) {
            return null;
        }
        float[] counted = new float[(to - from) * scaling.inputs()];
        for (int i = from; i < to; i++) {
            scaling.weigh(samples.row(i), counted, (i - from) * scaling.inputs());
        }
        return counted;
    }

    private double mean(double[] values, int from) {
        double sum = 0;
        for (int i = from; i < from + k; i++) {
            sum += values[i];
        }
        return sum / k;
    }

    private double logMeanExp(double[] values, int from) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + k; i++) {
            largest = Math.max(largest, values[i]);
        }
        double sum = 0;
        for (int i = from; i < from + k; i++) {
            sum += Math.exp(values[i] - largest);
        }
        return largest + Math.log(sum / k);
    }
}
