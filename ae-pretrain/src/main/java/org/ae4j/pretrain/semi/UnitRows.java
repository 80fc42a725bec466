package org.ae4j.pretrain.semi;

/** Rows as directions: centred, then each of length 1, so that Euclidean distances rank as cosines do. Immutable. */
public final class UnitRows {
    private final double[] mean;

    private UnitRows(double[] mean) {
        this.mean = mean;
    }

    /**
     * Centres on the mean of some rows.
     *
     * @param rows {@code [rows, width]}, at least 1, finite
     */
    public static UnitRows around(float[][] rows) {
        return new UnitRows(mean(rows));
    }

    /** The directions of rows, {@code [rows, width]}, copied; a row that is the mean becomes 0. */
    public float[][] of(float[][] rows) {
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

    /** The mean of rows: {@code [width]}. */
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
