package org.ae4j.pretrain.compare;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Probabilities corrected for the number of tests, so that with none of the effects real the chance to report any is the
 * level (Holm 1979, "A simple sequentially rejective multiple test procedure").
 */
final class Holm {
    private Holm() {}

    /**
     * The corrected probabilities, each at most 1, in the order given.
     *
     * @param p 0..1, any number of them
     */
    static double[] corrected(double... p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] corrected = new double[p.length];
        double most = 0;
        for (int rank = 0; rank < order.length; rank++) {
            most = Math.max(most, Math.min(1, (p.length - rank) * p[order[rank]]));
            corrected[order[rank]] = most;
        }
        return corrected;
    }
}
