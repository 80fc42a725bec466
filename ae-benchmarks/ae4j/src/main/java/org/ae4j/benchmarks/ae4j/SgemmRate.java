package org.ae4j.benchmarks.ae4j;

import java.util.Locale;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/**
 * What this processor gives to matrix products: oneDNN's {@code dnnl_sgemm} of 2048 × 2048 × 2048, the best of several.
 * Prints floating-point operations a second as a worker prints its value. The environment sets the threads.
 */
public final class SgemmRate {
    private static final int SIZE = 2048;
    private static final int REPEATS = 12;

    private SgemmRate() {}

    /** Measures; takes no arguments. */
    public static void main(String[] arguments) {
        double best = 0;
        try (var a = matrix();
                var b = matrix();
                var c = matrix()) {
            for (int i = 0; i < REPEATS; i++) {
                long start = System.nanoTime();
                multiply(a, b, c);
                best = Math.max(best, 2.0 * SIZE * SIZE * SIZE * 1e9 / (System.nanoTime() - start));
            }
        }
        System.out.printf(Locale.ROOT, "{\"value\":%.0f}%n", best);
    }

    private static void multiply(FloatPointer a, FloatPointer b, FloatPointer c) {
        int status = dnnl.dnnl_sgemm((byte) 'N', (byte) 'N', SIZE, SIZE, SIZE, 1, a, SIZE, b, SIZE, 0, c, SIZE);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("dnnl_sgemm failed with status " + status);
        }
    }

    private static FloatPointer matrix() {
        float[] values = new float[SIZE * SIZE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 17 - 8) / 8f;
        }
        return new FloatPointer(values);
    }
}
