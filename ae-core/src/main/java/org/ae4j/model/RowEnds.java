package org.ae4j.model;

import org.ae4j.data.Schema;
import org.ae4j.data.SequenceSchema;

/** Where rows end: sequences that are shorter than the longest hold NaN behind their last step. */
final class RowEnds {
    private RowEnds() {}

    /** Whether rows may end before their last number. */
    static boolean mayEnd(Schema schema) {
        return schema instanceof SequenceSchema sequence && sequence.isVariable();
    }

    /** Ends rows where others do. */
    static void copy(float[] from, float[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = Float.isNaN(from[i]) ? Float.NaN : to[i];
        }
    }
}
