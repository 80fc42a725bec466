package org.ae4j.report;

/** Numbers as levels of grey, 0..255. */
final class Levels {
    private static final double WHITE = 255;

    private Levels() {}

    /** From 0, which is black, to the most, which is white, as is what is not finite. */
    static float[] upTo(double[] values, double most) {
        float[] levels = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            double level = most > 0 ? WHITE * values[i] / most : 0;
            levels[i] = (float) (Double.isFinite(level) ? level : WHITE);
        }
        return levels;
    }
}
