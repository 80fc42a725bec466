package org.ae4j.data;

/** A quick look for NaN and infinity. */
public final class Finite {
    private Finite() {}

    /** Whether all values are finite: x − x is 0 for finite x alone, and four sums go on side by side. */
    public static boolean all(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            a += values[i] - values[i];
            b += values[i + 1] - values[i + 1];
            c += values[i + 2] - values[i + 2];
            d += values[i + 3] - values[i + 3];
        }
        for (; i < values.length; i++) {
            a += values[i] - values[i];
        }
        return a + b + c + d == 0;
    }
}
