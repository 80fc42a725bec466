package org.ae4j.layer;

import java.util.Arrays;

/**
 * Keeps the largest numbers of each row and makes the others 0 (Makhzani and Frey 2013, section 2), in training and in use:
 * {@code [rows, size] → [rows, size]}. Of equal numbers the first ones are kept, so that exactly as many are kept as asked.
 */
public final class KSparseCode implements CodeFunction {
    private final int size;
    private final int active;
    private int rows;
    private int[] kept = {};

    /**
     * A code with this many kept numbers.
     *
     * @param size at least 1
     * @param active how many numbers of a row are kept, 1 to size
     * @throws org.ae4j.InvalidSpecException if they are out of range
     */
    public KSparseCode(int size, int active) {
        Require.size(size);
        Require.that(
                active >= 1 && active <= size,
                "a k-sparse code keeps 1 to %d numbers, found %d".formatted(size, active));
        this.size = size;
        this.active = active;
    }

    @Override
    public int inputs() {
        return size;
    }

    @Override
    public int outputs() {
        return size;
    }

    @Override
    public double forward(double[] given, int rows, double[] code, Step step) {
        this.rows = rows;
        if (kept.length < rows * active) {
            kept = new int[rows * active];
        }
        findLargest(given, rows, kept);
        keep(given, code);
        return 0;
    }

    @Override
    public void backward(double[] codeGradient, double[] givenGradient) {
        keep(codeGradient, givenGradient);
    }

    private void keep(double[] from, double[] to) {
        Arrays.fill(to, 0, rows * size, 0);
        for (int k = 0; k < rows * active; k++) {
            to[kept[k]] = from[kept[k]];
        }
    }

    @Override
    public void use(double[] given, int rows, double[] code) {
        int[] largest = new int[rows * active];
        findLargest(given, rows, largest);
        Arrays.fill(code, 0, rows * size, 0);
        for (int position : largest) {
            code[position] = given[position];
        }
    }

    private void findLargest(double[] given, int rows, int[] positions) {
        double[] sorted = new double[size];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(given, i * size, sorted, 0, size);
            Arrays.sort(sorted);
            findLargest(given, i * size, sorted, positions, i * active);
        }
    }

    /** Compares by the order of {@link Arrays#sort}, in which NaN is largest: it is then kept, and seen, not made 0. */
    private void findLargest(double[] given, int from, double[] sorted, int[] positions, int at) {
        double smallest = sorted[size - active];
        int equal = 0;
        for (int rank = size - active; rank < size && Double.compare(sorted[rank], smallest) == 0; rank++) {
            equal++;
        }
        int found = at;
        for (int j = from; j < from + size; j++) {
            int order = Double.compare(given[j], smallest);
            if (order > 0 || order == 0 && equal-- > 0) {
                positions[found++] = j;
            }
        }
    }

    @Override
    public String text() {
        return "kSparse " + size + " " + active;
    }
}
