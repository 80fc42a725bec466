package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Classification by the labels of the nearest rows (Cover and Hart 1967). */
final class NearestNeighbours {
    private static final int NEIGHBOURS = 5;

    private NearestNeighbours() {}

    /** The fraction of {@code asked} that the nearest rows of {@code known} name rightly. */
    static double accuracy(LabelledCodes known, LabelledCodes asked) {
        return asked.accuracy(Arrays.stream(asked.codes())
                .parallel()
                .mapToInt(code -> vote(known, nearest(known.codes(), code)))
                .toArray());
    }

    /** The numbers of the nearest rows, the nearest first; of rows equally near the first. */
    private static int[] nearest(double[][] rows, double[] code) {
        int[] best = new int[Math.min(NEIGHBOURS, rows.length)];
        double[] distances = new double[best.length];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        for (int i = 0; i < rows.length; i++) {
            double distance = distance(rows[i], code);
            int place = best.length;
            while (place > 0 && distance < distances[place - 1]) {
                place--;
            }
            if (place < best.length) {
                System.arraycopy(distances, place, distances, place + 1, best.length - place - 1);
                System.arraycopy(best, place, best, place + 1, best.length - place - 1);
                distances[place] = distance;
                best[place] = i;
            }
        }
        return best;
    }

    /** The most frequent label; of equally frequent ones that of the nearest row. */
    private static int vote(LabelledCodes known, int[] nearest) {
        int[] votes = new int[known.classes()];
        IntStream.of(nearest).forEach(row -> votes[known.labels()[row]]++);
        int winner = known.labels()[nearest[0]];
        for (int row : nearest) {
            if (votes[known.labels()[row]] > votes[winner]) {
                winner = known.labels()[row];
            }
        }
        return winner;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            double difference = a[j] - b[j];
            sum += difference * difference;
        }
        return sum;
    }
}
