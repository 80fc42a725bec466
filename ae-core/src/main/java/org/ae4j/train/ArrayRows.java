package org.ae4j.train;

/** Rows that are there already: {@code [rows, width]}. */
record ArrayRows(float[][] values) implements RowSource {
    @Override
    public int rows() {
        return values.length;
    }

    @Override
    public int width() {
        return values.length == 0 ? 0 : values[0].length;
    }

    @Override
    public void copyRow(int row, float[] target, int at) {
        System.arraycopy(values[row], 0, target, at, values[row].length);
    }
}
