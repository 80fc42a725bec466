package org.ae4j.evaluate;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/** Rows as the matrix that Commons Math takes. */
final class RowMatrix {
    private RowMatrix() {}

    /** {@code [rows, width]}, each row less {@code origin}. */
    static RealMatrix of(float[][] rows, float[] origin) {
        double[][] values = new double[rows.length][origin.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < origin.length; j++) {
                values[i][j] = rows[i][j] - (double) origin[j];
            }
        }
        return new Array2DRowRealMatrix(values, false);
    }
}
