package org.ae4j.pretrain.semi;

/** Rows as directions: centred, then each of length 1, so that Euclidean distances rank as cosines do. */
final class UnitRows {
    private UnitRows() {}

    /**
     * Copies: {@code [rows, width]}, less the mean of all rows, divided by their lengths; a row that is the mean stays 0.
     *
     * @param rows of one length, finite
     */
    static float[][] of(float[][] rows) {
        double[] mean = mean(rows);
        float[][] units = new float[rows.length][mean.length];
        for (int i = 0; i < rows.length; i++) {
            double squares = 0;
            for (int j = 0; j < mean.length; j++) {
                squares += (rows[i][j] - mean[j]) * (rows[i][j] - mean[j]);
            }
            double length = squares == 0 ? 1 : Math.sqrt(squares);
            for (int j = 0; j < mean.length; j++) {
                units[i][j] = (float) ((rows[i][j] - mean[j]) / length);
            }
        }
        return units;
    }

    /** The mean of all rows: {@code [width]}. */
    static double[] mean(float[][] rows) {
        double[] mean = new double[rows[0].length];
        for (float[] row : rows) {
            for (int j = 0; j < mean.length; j++) {
                mean[j] += row[j] / (double) rows.length;
            }
        }
        return mean;
    }
}
