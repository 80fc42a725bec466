package org.ae4j.model;

import org.ae4j.IncompatibleDataException;

/** Codes as they are handed to a decoder. */
final class CodeRows {
    private CodeRows() {}

    /**
     * Refuses what is no code.
     *
     * @throws IncompatibleDataException if a code has another size or a value is not finite
     */
    static void check(float[][] codes, int size) {
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

    /** {@code [rows, width]}, row-major. */
    static float[] flat(float[][] rows) {
        int width = rows.length == 0 ? 0 : rows[0].length;
        float[] flat = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * width, width);
        }
        return flat;
    }

    /** The same numbers in double precision. */
    static double[] doubles(float[] row) {
        double[] doubles = new double[row.length];
        for (int i = 0; i < row.length; i++) {
            doubles[i] = row[i];
        }
        return doubles;
    }
}
