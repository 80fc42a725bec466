package org.ae4j.pretrain;

/** How far codes are apart. */
public enum CodeDistance {
    /** The length of their difference. */
    EUCLIDEAN {
        @Override
        float[][] prepared(float[][] codes) {
            return codes;
        }
    },
    /** One minus the cosine of the angle between them; a code of zeros is as far from all others. */
    COSINE {
        @Override
        float[][] prepared(float[][] codes) {
            float[][] units = new float[codes.length][];
            for (int i = 0; i < codes.length; i++) {
                double squares = 0;
                for (float number : codes[i]) {
                    squares += (double) number * number;
                }
                double length = squares == 0 ? 1 : Math.sqrt(squares);
                units[i] = new float[codes[i].length];
                for (int j = 0; j < units[i].length; j++) {
                    units[i][j] = (float) (codes[i][j] / length);
                }
            }
            return units;
        }
    };

    /** Codes whose Euclidean distances have the order of this one: {@code [rows, code] → [rows, code]}. */
    abstract float[][] prepared(float[][] codes);
}
