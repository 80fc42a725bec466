package org.ae4j.pretrain.semi;

/** What makes rows near. */
public enum Comparison {
    /** Euclidean distance of rows as they are. */
    AS_GIVEN,
    /** The angle at their mean, see {@link UnitRows#around}. */
    DIRECTIONS,
    /** The angle at their mean, axes of great variance counting less, see {@link UnitRows#halfWhitened}: suits codes. */
    HALF_WHITENED;

    /** Rows whose Euclidean distance is what is asked for, {@code [rows, width]}; checked before. */
    float[][] of(float[][] rows) {
        return switch (this) {
            case AS_GIVEN -> rows;
            case DIRECTIONS -> UnitRows.around(rows).of(rows);
            case HALF_WHITENED -> UnitRows.halfWhitened(rows).of(rows);
        };
    }
}
