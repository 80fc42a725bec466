package org.ae4j.layer;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The vectors of a quantiser: they follow moving averages of what is assigned to them (van den Oord et al. 2017, appendix
 * A.1) and, where nothing is, start anew at a vector of the batch (Dhariwal et al. 2020, section 3.1).
 */
final class Codebook {
    private static final double DECAY = 0.99;
    private static final double SMOOTHING = 1e-5;

    /**
     * A code is dead below this part of what each would have if all were used alike. One that is used no more is found after
     * log 0.1 / log 0.99 = 230 steps, within a short run; one that is used a tenth as often as others is left alone.
     */
    private static final double DEAD_SHARE = 0.1;

    /** Deviation of the noise on copied vectors, as a part of the batch's: enough to tell copies apart. */
    private static final double JITTER = 0.01;

    private static final double LEAST_DEVIATION = 1e-3;

    private final int codes;
    private final int dimensions;
    private final double[] vectors;
    private final double[][] transposed;
    private final double[] halfNorms;
    private final double[] counts;
    private final double[] sums;
    private final double[] uses;
    private boolean filled;

    Codebook(int codes, int dimensions) {
        this.codes = codes;
        this.dimensions = dimensions;
        vectors = new double[codes * dimensions];
        transposed = new double[dimensions][codes];
        halfNorms = new double[codes];
        counts = new double[codes];
        sums = new double[codes * dimensions];
        uses = new double[codes];
    }

    boolean isFilled() {
        return filled;
    }

    /** Takes {@code [codes, dimensions]}. */
    void fill(float[] given) {
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = given[i];
        }
        index();
        filled = true;
    }

    /** Takes vectors of {@code [count, dimensions]}, each once before any twice. */
    void fill(double[] given, int count, RandomGenerator random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        double noise = jitter(given, count);
        for (int c = 0; c < codes; c++) {
            copy(given, order[c % count], c, noise, random);
        }
        index();
        filled = true;
    }

    private double jitter(double[] given, int count) {
        double squares = 0;
        for (int d = 0; d < dimensions; d++) {
            double sum = 0;
            for (int v = 0; v < count; v++) {
                sum += given[v * dimensions + d];
            }
            for (int v = 0; v < count; v++) {
                double apart = given[v * dimensions + d] - sum / count;
                squares += apart * apart;
            }
        }
        return JITTER * Math.max(LEAST_DEVIATION, Math.sqrt(squares / (count * dimensions)));
    }

    private void copy(double[] given, int vector, int code, double noise, RandomGenerator random) {
        for (int d = 0; d < dimensions; d++) {
            vectors[code * dimensions + d] = given[vector * dimensions + d] + noise * random.nextGaussian();
        }
    }

    /**
     * What the search reads. Its innermost loop runs over the codes, in an array for each dimension: a loop vectorises only
     * where all its arrays have the same index.
     */
    private void index() {
        Arrays.fill(halfNorms, 0);
        for (int c = 0; c < codes; c++) {
            for (int d = 0; d < dimensions; d++) {
                double value = vectors[c * dimensions + d];
                transposed[d][c] = value;
                halfNorms[c] += value * value / 2;
            }
        }
    }

    /** Of each of {@code [count, dimensions]} the code at the least distance, the first of equals. */
    void findNearest(double[] given, int count, int[] nearest) {
        double[] distances = new double[codes];
        for (int v = 0; v < count; v++) {
            // ‖z − e‖² / 2 without ‖z‖² / 2, which is the same for all codes.
            System.arraycopy(halfNorms, 0, distances, 0, codes);
            for (int d = 0; d < dimensions; d++) {
                subtractProduct(distances, given[v * dimensions + d], transposed[d]);
            }
            nearest[v] = smallest(distances);
        }
    }

    private static void subtractProduct(double[] from, double factor, double[] values) {
        for (int c = 0; c < from.length; c++) {
            from[c] -= factor * values[c];
        }
    }

    private static int smallest(double[] values) {
        int at = 0;
        double least = values[0];
        for (int i = 1; i < values.length; i++) {
            if (values[i] < least) {
                least = values[i];
                at = i;
            }
        }
        return at;
    }

    double value(int code, int dimension) {
        return vectors[code * dimensions + dimension];
    }

    /** Follows a batch {@code [count, dimensions]} with its nearest codes. */
    void follow(double[] given, int count, int[] nearest, RandomGenerator random) {
        if (counts[0] == 0) {
            startAverages((double) count / codes);
        }
        for (int c = 0; c < codes; c++) {
            counts[c] *= DECAY;
            uses[c] *= DECAY;
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] *= DECAY;
        }
        for (int v = 0; v < count; v++) {
            counts[nearest[v]] += 1 - DECAY;
            uses[nearest[v]] += 1 - DECAY;
            for (int d = 0; d < dimensions; d++) {
                sums[nearest[v] * dimensions + d] += (1 - DECAY) * given[v * dimensions + d];
            }
        }
        average();
        revive(given, count, random);
        index();
    }

    /** As if each code had been used alike so far: from 0, the first steps would throw the unused ones away. */
    private void startAverages(double share) {
        Arrays.fill(counts, share);
        for (int i = 0; i < sums.length; i++) {
            sums[i] = share * vectors[i];
        }
    }

    private void average() {
        double total = Arrays.stream(counts).sum();
        for (int c = 0; c < codes; c++) {
            double smoothed = (counts[c] + SMOOTHING) / (total + codes * SMOOTHING) * total;
            for (int d = 0; d < dimensions; d++) {
                vectors[c * dimensions + d] = sums[c * dimensions + d] / smoothed;
            }
        }
    }

    private void revive(double[] given, int count, RandomGenerator random) {
        double share = Arrays.stream(counts).sum() / codes;
        double noise = jitter(given, count);
        for (int c = 0; c < codes; c++) {
            if (counts[c] < DEAD_SHARE * share) {
                copy(given, random.nextInt(count), c, noise, random);
                counts[c] = share;
                for (int d = 0; d < dimensions; d++) {
                    sums[c * dimensions + d] = share * vectors[c * dimensions + d];
                }
            }
        }
    }

    /** e to the entropy of the moving counts of uses alone, without the shares that codes start with. */
    double perplexity() {
        double total = Arrays.stream(uses).sum();
        double entropy = 0;
        for (double use : uses) {
            double part = use / total;
            entropy -= part > 0 ? part * Math.log(part) : 0;
        }
        return total == 0 ? Double.NaN : Math.exp(entropy);
    }

    /** {@code [codes, dimensions]}, a copy. */
    float[] vectors() {
        float[] copy = new float[vectors.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) vectors[i];
        }
        return copy;
    }
}
