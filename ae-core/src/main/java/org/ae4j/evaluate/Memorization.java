package org.ae4j.evaluate;

import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.model.NearestRows;

/**
 * Whether generated rows are copies of training rows: the training row that each is nearest to. A generator that has
 * learnt by heart gives distances far below those of unseen rows, which the same method measures.
 *
 * @param nearest {@code [generated]}: the number of the nearest training row, the first of equals
 * @param distances {@code [generated]}: the Euclidean distance to it, 0 for an exact copy
 */
public record Memorization(int[] nearest, double[] distances) {
    /**
     * Finds the nearest training rows by comparing with all of them: time of generated × training × width.
     *
     * @param training {@code [rows, width]}, scaled rows, codes or features; at least 1
     * @param generated {@code [rows, width]} in the same units
     * @throws IncompatibleDataException if there are no training rows, rows differ in width, or a value is not finite
     */
    public static Memorization of(float[][] training, float[][] generated) {
        if (training.length == 0) {
            throw new IncompatibleDataException("generated rows are compared with at least 1 training row, found none");
        }
        Samples.of(Samples.of(training).schema(), generated); // refuses other widths and what is not finite
        int[][] places = new NearestRows(training).nearest(generated, 1);
        int[] nearest = new int[generated.length];
        double[] distances = new double[generated.length];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = places[i][0];
            distances[i] = distance(training[nearest[i]], generated[i]);
        }
        return new Memorization(nearest, distances);
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = a[j] - (double) b[j];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
