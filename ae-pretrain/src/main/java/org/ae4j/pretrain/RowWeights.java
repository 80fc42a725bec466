package org.ae4j.pretrain;

import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;

/** The check of how much single rows count. */
final class RowWeights {
    private RowWeights() {}

    /** The weights, if there is one for each row and all are finite and at least 0. */
    static float[] checked(float[] weights, Samples rows) {
        if (weights.length != rows.rows()) {
            throw new IncompatibleDataException(
                    "%s has %d rows but there are %d weights".formatted(rows.source(), rows.rows(), weights.length));
        }
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Float.POSITIVE_INFINITY)) {
                throw new IncompatibleDataException("%s: row %d has the weight %s, expected a finite one of at least 0"
                        .formatted(rows.source(), i, weights[i]));
            }
        }
        return weights;
    }
}
