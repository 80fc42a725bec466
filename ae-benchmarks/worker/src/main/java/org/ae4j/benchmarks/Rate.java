package org.ae4j.benchmarks;

import java.util.Arrays;

/** Repeats something for a while and counts. A second is cut into slices, and the median slice is what counts. */
final class Rate {
    private static final int SLICES = 20;

    private Rate() {}

    /** Something that is done over and over. */
    @FunctionalInterface
    interface Repeated {
        /** @param count how often it was done before */
        void run(long count);
    }

    /** How often it was done within this time. */
    static long warmUp(Repeated repeated, double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long count = 0;
        do {
            repeated.run(count++);
        } while (System.nanoTime() < end);
        return count;
    }

    /**
     * Measures how often a second it is done.
     *
     * @param count how often it was done before
     */
    static double perSecond(Repeated repeated, long count, double seconds) {
        double[] rates = new double[SLICES];
        for (int slice = 0; slice < SLICES; slice++) {
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9 / SLICES);
            long before = count;
            long now;
            do {
                repeated.run(count++);
                now = System.nanoTime();
            } while (now < end);
            rates[slice] = (count - before) * 1e9 / (now - start);
        }
        return median(rates);
    }

    /** The median time of one call in microseconds. */
    static double medianMicroseconds(Repeated repeated, long count, double seconds) {
        double[] times = new double[1024];
        int calls = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long now;
        do {
            long start = System.nanoTime();
            repeated.run(count++);
            now = System.nanoTime();
            if (calls == times.length) {
                times = Arrays.copyOf(times, calls * 2);
            }
            times[calls++] = (now - start) / 1e3;
        } while (now < end);
        return median(Arrays.copyOf(times, calls));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
