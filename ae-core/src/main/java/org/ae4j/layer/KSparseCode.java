package org.ae4j.layer;

import java.util.Arrays;

/**
 * Keeps the largest numbers of each row and makes the others 0 (Makhzani and Frey 2013, section 2), in training and in use:
 * {@code [rows, size] → [rows, size]}. Of equal numbers the first ones are kept, so that exactly as many are kept as asked.
 *
 * <p>With a warm-up training starts with all of them, and their number falls evenly to what is asked (section 4.2.1 of that
 * paper): units that are never among the largest would not learn.
 */
public final class KSparseCode implements CodeFunction {
    private final int size;
    private final int active;
    private final double warmUpEpochs;
    private int rows;
    private int count;
    private int[] kept = {};

    /**
     * A code with this many kept numbers.
     *
     * @param size at least 1
     * @param active how many numbers of a row are kept, 1 to size
     * @throws org.ae4j.InvalidSpecException if they are out of range
     */
    public KSparseCode(int size, int active) {
        this(size, active, 0);
    }

    /**
     * A code with this many kept numbers after a while.
     *
     * @param warmUpEpochs over which the number falls from all to {@code active}, at least 0
     * @throws org.ae4j.InvalidSpecException if they are out of range
     */
    public KSparseCode(int size, int active, double warmUpEpochs) {
        Require.weight("the number of warm-up epochs", warmUpEpochs);
        Require.size(size);
        Require.that(
                active >= 1 && active <= size,
                "a k-sparse code keeps 1 to %d numbers, found %d".formatted(size, active));
        this.size = size;
        this.active = active;
        this.warmUpEpochs = warmUpEpochs;
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
        double cold = warmUpEpochs == 0 ? 0 : Math.max(0, 1 - step.epoch() / warmUpEpochs);
        count = active + (int) Math.round(cold * (size - active));
        if (kept.length < rows * count) {
            kept = new int[rows * count];
        }
        findLargest(given, rows, count, kept);
        keep(given, code);
        return 0;
    }

    @Override
    public void backward(double[] codeGradient, double[] givenGradient) {
        keep(codeGradient, givenGradient);
    }

    private void keep(double[] from, double[] to) {
        Arrays.fill(to, 0, rows * size, 0);
        for (int k = 0; k < rows * count; k++) {
            to[kept[k]] = from[kept[k]];
        }
    }

    @Override
    public void use(double[] given, int rows, double[] code) {
        int[] largest = new int[rows * active];
        findLargest(given, rows, active, largest);
        Arrays.fill(code, 0, rows * size, 0);
        for (int position : largest) {
            code[position] = given[position];
        }
    }

    private void findLargest(double[] given, int rows, int count, int[] positions) {
        double[] sorted = new double[size];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(given, i * size, sorted, 0, size);
            Arrays.sort(sorted);
            findLargest(given, i * size, sorted, count, positions, i * count);
        }
    }

    /** Compares by the order of {@link Arrays#sort}, in which NaN is largest: it is then kept, and seen, not made 0. */
    private void findLargest(double[] given, int from, double[] sorted, int count, int[] positions, int at) {
        double smallest = sorted[size - count];
        int equal = 0;
        for (int rank = size - count; rank < size && Double.compare(sorted[rank], smallest) == 0; rank++) {
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

    /** Without the warm-up, which is over when a code is used. */
    @Override
    public String text() {
        return "kSparse " + size + " " + active;
    }
}
