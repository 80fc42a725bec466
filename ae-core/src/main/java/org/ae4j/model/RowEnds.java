package org.ae4j.model;

/** Where rows end: sequences that are shorter than the longest hold NaN behind their last step. */
final class RowEnds {
    private RowEnds() {}

    /** Ends rows where others do. */
    static void copy(float[] from, float[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = Float.isNaN(from[i]) ? Float.NaN : to[i];
        }
    }
}
