package org.ae4j.pretrain.semi;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ae4j.engine.Backend;
import org.ae4j.engine.kernel.FloatDevice;
import org.ae4j.engine.kernel.Kernels;
import org.ae4j.engine.kernel.Memory;

/** One search for the neighbours of all rows. */
final class NeighbourSearch {
    /** Rows that are compared at once, with so many others: a block of products stays in the cache. */
    private static final int DOWN = 256;

    private static final int ACROSS = 1024;

    /** Candidates beyond those asked for: rounding in single precision may exchange rows that are about equally near. */
    private static final int SPARE = 6;

    private final float[][] rows;
    private final int width;
    private final int neighbours;
    private final int candidates;
    private final float[] halfSquares;
    private final int[][] nearest;
    private final double[][] distances;

    /** Takes rows that were checked. */
    NeighbourSearch(float[][] rows, int neighbours) {
        this.rows = rows;
        this.width = rows[0].length;
        this.neighbours = neighbours;
        this.candidates = Math.min(neighbours + SPARE, rows.length - 1);
        this.halfSquares = new float[rows.length];
        this.nearest = new int[rows.length][];
        this.distances = new double[rows.length][];
    }

    NeighbourGraph graph() {
        Backend.start();
        FloatDevice device = FloatDevice.fastest();
        try (Memory numbers = device.allocate((long) rows.length * width)) {
            store(numbers);
            int blocks = (rows.length + DOWN - 1) / DOWN;
            IntStream.range(0, blocks).parallel().forEach(block -> search(device, numbers, block * DOWN));
        }
        return new NeighbourGraph(nearest, distances);
    }

    /** Centred and within ±1, so that products round little and never overflow: neither changes which rows are near. */
    private void store(Memory numbers) {
        double[] mean = UnitRows.mean(rows);
        double most = 0;
        for (float[] row : rows) {
            for (int j = 0; j < width; j++) {
                most = Math.max(most, Math.abs(row[j] - mean[j]));
            }
        }
        float[] stored = new float[width];
        for (int i = 0; i < rows.length; i++) {
            double squares = 0;
            for (int j = 0; j < width; j++) {
                stored[j] = most == 0 ? 0 : (float) ((rows[i][j] - mean[j]) / most);
                squares += stored[j] * (double) stored[j];
            }
            halfSquares[i] = (float) (squares / 2);
            numbers.write((long) i * width, stored, 0, width);
        }
    }

    /** The neighbours of the rows of one block. */
    private void search(FloatDevice device, Memory numbers, int from) {
        int count = Math.min(DOWN, rows.length - from);
        Candidates[] found = new Candidates[count];
        Arrays.setAll(found, i -> new Candidates(candidates));
        float[] products = new float[ACROSS];
        try (Memory block = device.allocate((long) DOWN * ACROSS);
                Kernels kernels = device.kernels(ACROSS, DOWN)) {
            kernels.enter();
            for (int first = 0; first < rows.length; first += ACROSS) {
                int others = Math.min(ACROSS, rows.length - first);
                kernels.multiply(
                        false,
                        true,
                        count,
                        others,
                        width,
                        numbers,
                        (long) from * width,
                        width,
                        numbers,
                        (long) first * width,
                        width,
                        block,
                        0,
                        ACROSS);
                for (int i = 0; i < count; i++) {
                    block.read((long) i * ACROSS, products, 0, others);
                    found[i].offer(products, halfSquares, first, others, from + i);
                }
            }
        }
        for (int i = 0; i < count; i++) {
            choose(from + i, found[i].rows());
        }
    }

    /** The nearest of the candidates by exact distances. */
    private void choose(int row, int[] found) {
        double[] squares = new double[found.length];
        Arrays.setAll(squares, i -> square(rows[row], rows[found[i]]));
        int[] order = IntStream.range(0, found.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> squares[i]).thenComparingInt(i -> found[i]))
                .limit(neighbours)
                .mapToInt(Integer::intValue)
                .toArray();
        nearest[row] = Arrays.stream(order).map(i -> found[i]).toArray();
        distances[row] =
                Arrays.stream(order).mapToDouble(i -> Math.sqrt(squares[i])).toArray();
    }

    private static double square(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = a[j] - (double) b[j];
            sum += difference * difference;
        }
        return sum;
    }
}
