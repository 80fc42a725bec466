package org.ae4j.model;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.ae4j.IncompatibleDataException;

/** From codes to raw rows. Safe for many threads. */
final class RowDecoder {
    private static final int CHUNK = 1024;

    private final FittedScaling scaling;
    private final ModelNetworks networks;
    private final ToldClass told;
    private final int size;

    /**
     * A decoder behind which scaling is undone.
     *
     * @param size how many numbers a code has
     */
    RowDecoder(FittedScaling scaling, ModelNetworks networks, ToldClass told, int size) {
        this.scaling = scaling;
        this.networks = networks;
        this.told = told;
        this.size = size;
    }

    /**
     * Raw rows, a categorical column as its likeliest category's index: {@code [rows, code] → [rows, columns]}.
     *
     * @param classes the name of each row's class; not asked where the model is told none
     * @throws IncompatibleDataException if a code has another size, a value is not finite, or a class is not known
     */
    float[][] decode(float[][] codes, IntFunction<String> classes) {
        check(codes);
        return byChunk(codes.length, (from, to) -> {
            float[] flat = flat(Arrays.copyOfRange(codes, from, to));
            return raw(scaled(flat, to - from, row -> classes.apply(from + row)), to - from);
        });
    }

    /** Scaled rows: {@code [rows, code] → [rows, inputs]}, row-major. */
    float[] scaled(float[] codes, int rows, IntFunction<String> classes) {
        return networks.decode(told.join(codes, size, rows, classes), rows);
    }

    private float[][] raw(float[] scaled, int rows) {
        float[][] raw = new float[rows][];
        for (int i = 0; i < rows; i++) {
            raw[i] = scaling.inverse(scaled, i * scaling.inputs());
        }
        return raw;
    }

    /** Some rows of a result. */
    interface Rows {
        float[][] compute(int from, int to);
    }

    /** Computes rows chunk by chunk, so that a large input needs no large buffers. */
    static float[][] byChunk(int rows, Rows part) {
        float[][] all = new float[rows][];
        for (int from = 0; from < rows; from += CHUNK) {
            int to = Math.min(rows, from + CHUNK);
            System.arraycopy(part.compute(from, to), 0, all, from, to - from);
        }
        return all;
    }

    private void check(float[][] codes) {
        for (int i = 0; i < codes.length; i++) {
            if (codes[i].length != size) {
                throw new IncompatibleDataException(
                        "decoder expects codes of %d numbers, row %d has %d".formatted(size, i, codes[i].length));
            }
            for (float value : codes[i]) {
                if (!Float.isFinite(value)) {
                    throw new IncompatibleDataException(
                            "code %d holds %s; every number must be finite".formatted(i, value));
                }
            }
        }
    }

    private float[] flat(float[][] codes) {
        float[] flat = new float[codes.length * size];
        for (int i = 0; i < codes.length; i++) {
            System.arraycopy(codes[i], 0, flat, i * size, size);
        }
        return flat;
    }
}
