package org.ae4j.model;

import org.ae4j.IncompatibleDataException;

/**
 * Codes that were given to be decoded.
 *
 * @param codes {@code [rows, code]}
 * @param size of a code that the decoder takes
 */
record CodeRows(float[][] codes, int size) {
    /** Throws {@link IncompatibleDataException} if a code has another size, or a value is not finite. */
    CodeRows {
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

    /** Rows {@code from} … {@code to − 1} one after the other. */
    float[] flat(int from, int to) {
        float[] flat = new float[(to - from) * size];
        for (int i = from; i < to; i++) {
            System.arraycopy(codes[i], 0, flat, (i - from) * size, size);
        }
        return flat;
    }
}
