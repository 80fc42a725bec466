package org.ae4j.objective;

import java.util.Arrays;

/** A class as one number a class, 1 for the row's own; all 0 where it is unknown. */
final class ClassCode {
    private ClassCode() {}

    static void write(int[] classes, int row, float[] into, int at, int count) {
        Arrays.fill(into, at, at + count, 0);
        if (count > 0 && classes != null && classes[row] >= 0) {
            into[at + classes[row]] = 1;
        }
    }

    static void write(int[] classes, int row, double[] into, int at, int count) {
        Arrays.fill(into, at, at + count, 0);
        if (count > 0 && classes != null && classes[row] >= 0) {
            into[at + classes[row]] = 1;
        }
    }
}
