package org.ae4j.engine.kernel;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ae4j.engine.program.Window;

/**
 * The largest number of each window, row by row: what all windows see at one of their pixels lies side by side, so that loops
 * over places and channels compare without a branch.
 */
final class FloatPooling {
    private final Map<Window, Gathering[]> gatherings = new HashMap<>();
    private float[] x = new float[0];
    private float[] shifted = new float[0];
    private float[] y = new float[0];
    private float[] seen = new float[0];
    private float[] pixels = new float[0];

    /** See {@link GridKernels#largest}; found gets which of the window's pixels it was. */
    void largest(Window window, Memory from, int first, int rows, Memory to, Memory found) {
        Gathering[] all = gatherings(window);
        int inputs = all[0].inputs();
        int outputs = all[0].outputs();
        for (int row = first; row < first + rows; row++) {
            from.read((long) row * inputs, x, 0, inputs);
            FloatGrids.gather(all[0], x, -Float.MAX_VALUE, y);
            Arrays.fill(pixels, 0, outputs, 0);
            for (int pixel = 1; pixel < all.length; pixel++) {
                FloatGrids.gather(all[pixel], x, -Float.MAX_VALUE, seen);
                larger(seen, pixel, y, pixels, outputs);
            }
            to.write((long) row * outputs, y, 0, outputs);
            found.write((long) row * outputs, pixels, 0, outputs);
        }
    }

    private static void larger(float[] seen, float pixel, float[] y, float[] pixels, int n) {
        for (int i = 0; i < n; i++) {
            pixels[i] += FloatFunctions.step(seen[i] - y[i]) * (pixel - pixels[i]);
            y[i] = Math.max(y[i], seen[i]);
        }
    }

    /** See {@link GridKernels#scatterLargest}. */
    void scatter(Window window, Memory from, Memory found, int first, int rows, Memory to) {
        Gathering[] all = gatherings(window);
        int inputs = all[0].inputs();
        int outputs = all[0].outputs();
        for (int row = first; row < first + rows; row++) {
            from.read((long) row * outputs, y, 0, outputs);
            found.read((long) row * outputs, pixels, 0, outputs);
            Arrays.fill(x, 0, inputs, 0);
            for (int pixel = 0; pixel < all.length; pixel++) {
                choose(y, pixels, pixel, seen, outputs);
                FloatGrids.scatter(all[pixel], seen, shifted, x);
            }
            to.write((long) row * inputs, x, 0, inputs);
        }
    }

    /** Those that were found at this pixel, or else 0. */
    private static void choose(float[] y, float[] pixels, float pixel, float[] chosen, int n) {
        for (int i = 0; i < n; i++) {
            chosen[i] = y[i] * (1 - Math.min(Math.abs(pixels[i] - pixel), 1));
        }
    }

    private Gathering[] gatherings(Window window) {
        Gathering[] all = gatherings.get(window);
        if (all == null) {
            all = Gatherings.pixels(window);
            gatherings.put(window, all);
        }
        if (x.length <= all[0].inputs()) { // one more than the row, for what is gathered from nowhere
            x = Chunks.array(all[0].inputs() + 1);
            shifted = Chunks.array(all[0].inputs());
        }
        if (y.length < all[0].outputs()) {
            y = Chunks.array(all[0].outputs());
            seen = Chunks.array(all[0].outputs());
            pixels = Chunks.array(all[0].outputs());
        }
        return all;
    }
}
