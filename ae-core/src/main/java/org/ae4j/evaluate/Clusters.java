package org.ae4j.evaluate;

import org.ae4j.model.KMeans;

/** Groups that are found without labels, and how well they agree with them. */
final class Clusters {
    private static final int STARTS = 4;

    private Clusters() {}

    /** The agreement of labels with as many clusters, the best of several seeded starts. */
    static double nmi(LabelledCodes rows, long seed) {
        return nmi(rows.labels(), KMeans.clusters(rows.codes(), rows.classes(), STARTS, seed));
    }

    /**
     * Normalised mutual information of two groupings of the same rows: I(a, b) / ((H(a) + H(b)) / 2), and 1 where both
     * put all rows into one group.
     *
     * @see <a href="https://jmlr.org/papers/v11/vinh10a.html">Vinh, Epps and Bailey 2010, table 2</a>
     */
    static double nmi(int[] a, int[] b) {
        double[][] joint = new double[1 + max(a)][1 + max(b)];
        for (int i = 0; i < a.length; i++) {
            joint[a[i]][b[i]] += 1.0 / a.length;
        }
        double[] first = new double[joint.length];
        double[] second = new double[joint[0].length];
        double both = 0;
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                first[i] += joint[i][j];
                second[j] += joint[i][j];
            }
            both += entropy(joint[i]);
        }
        double apart = entropy(first) + entropy(second);
        return apart == 0 ? 1 : Math.max(0, 2 * (apart - both) / apart);
    }

    private static double entropy(double[] probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            sum -= p > 0 ? p * Math.log(p) : 0;
        }
        return sum;
    }

    private static int max(int[] values) {
        int max = 0;
        for (int value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
