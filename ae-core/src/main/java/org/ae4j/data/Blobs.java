package org.ae4j.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/** Isotropic Gaussian clusters, behind {@link Samples#blobs}. */
final class Blobs {
    private static final double BOX = 10;

    private Blobs() {}

    static Samples draw(int rows, int features, int centers, double standardDeviation, long seed) {
        check(rows, features, centers, standardDeviation);
        var random = new SplittableRandom(seed);
        double[][] means = new double[centers][features];
        for (double[] mean : means) {
            for (int j = 0; j < features; j++) {
                mean[j] = random.nextDouble(-BOX, BOX);
            }
        }
        float[][] values = new float[rows][features];
        var labels = new ArrayList<String>(rows);
        for (int place : Permutation.random(rows, random)) {
            int row = labels.size();
            int center = place % centers;
            for (int j = 0; j < features; j++) {
                values[row][j] = (float) (means[center][j] + standardDeviation * random.nextGaussian());
            }
            labels.add(Integer.toString(center));
        }
        List<Column> columns = IntStream.range(0, features)
                .mapToObj(j -> Column.numeric("x" + j))
                .toList();
        return Samples.checked(Schema.table(columns), values, new Labels("cluster", labels), "blobs");
    }

    private static void check(int rows, int features, int centers, double standardDeviation) {
        if (rows < 1 || features < 1 || centers < 1) {
            throw new IncompatibleDataException("blobs: rows, features and centers are at least 1, found %d, %d and %d"
                    .formatted(rows, features, centers));
        }
        if (!(standardDeviation >= 0 && standardDeviation < Double.POSITIVE_INFINITY)) {
            throw new IncompatibleDataException(
                    "blobs: the standard deviation is finite and at least 0, found " + standardDeviation);
        }
    }
}
