package org.ae4j.evaluate;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;

/**
 * How well scores put positive rows above negative ones, whatever the threshold.
 *
 * @param auroc area under the ROC curve, 0..1: the chance that a positive row scores above a negative one, ties counted
 *     half (Fawcett 2006, section 7); 0.5 by guessing
 * @param averagePrecision 0..1: precision at each score that occurs, weighed by the recall gained there, without
 *     interpolation, as scikit-learn defines it; the share of positive rows by guessing
 */
public record RankingQuality(double auroc, double averagePrecision) {
    /**
     * Measures scores; higher means positive.
     *
     * @param scores one a row, not NaN
     * @param positive one a row
     * @throws IncompatibleDataException if there are not as many of each, or rows of one kind only
     */
    public static RankingQuality of(double[] scores, boolean[] positive) {
        if (scores.length != positive.length) {
            throw new IncompatibleDataException("a ranking needs one label a score, found %d scores and %d labels"
                    .formatted(scores.length, positive.length));
        }
        long positives =
                IntStream.range(0, positive.length).filter(i -> positive[i]).count();
        long negatives = positive.length - positives;
        if (positives == 0 || negatives == 0) {
            throw new IncompatibleDataException(
                    "AUROC needs positive and negative rows, found %d positive and %d negative"
                            .formatted(positives, negatives));
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return alongThresholds(order, scores, positive, positives, negatives);
    }

    /** Goes down the scores, all rows of one score at once. */
    private static RankingQuality alongThresholds(
            int[] order, double[] scores, boolean[] positive, double positives, double negatives) {
        double truePositives = 0;
        double falsePositives = 0;
        double area = 0;
        double precisions = 0;
        int i = 0;
        while (i < order.length) {
            double score = scores[order[i]];
            double hits = 0;
            double misses = 0;
            for (; i < order.length && scores[order[i]] == score; i++) {
                hits += positive[order[i]] ? 1 : 0;
                misses += positive[order[i]] ? 0 : 1;
            }
            area += misses * (truePositives + hits / 2);
            truePositives += hits;
            falsePositives += misses;
            precisions += hits * truePositives / (truePositives + falsePositives);
        }
        return new RankingQuality(area / positives / negatives, precisions / positives);
    }
}
