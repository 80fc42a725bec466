package org.ae4j.data;

/** A quick look for NaN and infinity. */
public final class Finite {
    private Finite() {}

    /** Whether all values are finite: x − x is 0 for finite x alone, added up in four sums that do not wait for each other. */
    public static boolean all(float[] values) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 7 < values.length; i += 8) {
            a += (values[i] - values[i]) + (values[i + 1] - values[i + 1]);
            b += (values[i + 2] - values[i + 2]) + (values[i + 3] - values[i + 3]);
            c += (values[i + 4] - values[i + 4]) + (values[i + 5] - values[i + 5]);
            d += (values[i + 6] - values[i + 6]) + (values[i + 7] - values[i + 7]);
        }
        for (; i < values.length; i++) {
            a += values[i] - values[i];
        }
        return a + b + c + d == 0;
    }
}
