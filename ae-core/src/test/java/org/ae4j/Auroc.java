package org.ae4j;

/** The area under the ROC curve, for tests. */
public final class Auroc {
    private Auroc() {}

    /** The chance that a positive row scores above a negative one, ties counted half. */
    public static double of(double[] scores, boolean[] positive) {
        double wins = 0;
        long pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (positive[i] && !positive[j]) {
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }
}
