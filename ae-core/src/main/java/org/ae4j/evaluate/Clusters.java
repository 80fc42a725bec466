package org.ae4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/** Groups that are found without labels, and how well they agree with them. */
final class Clusters {
    private static final int ITERATIONS = 100;
    private static final int STARTS = 4;

    private Clusters() {}

    /** The agreement of labels with as many clusters, the best of several seeded starts. */
    static double nmi(LabelledCodes rows, long seed) {
        return nmi(rows.labels(), kMeans(rows.codes(), rows.classes(), seed));
    }

    /** The cluster of each row by k-means++ (Arthur and Vassilvitskii 2007). */
    private static int[] kMeans(double[][] rows, int k, long seed) {
        var points = new ArrayList<Row>(rows.length);
        for (double[] row : rows) {
            points.add(new Row(points.size(), row));
        }
        var once = new KMeansPlusPlusClusterer<Row>(k, ITERATIONS, new EuclideanDistance(), new Well19937c(seed));
        List<CentroidCluster<Row>> clusters = new MultiKMeansPlusPlusClusterer<>(once, STARTS).cluster(points);
        int[] cluster = new int[rows.length];
        for (int c = 0; c < clusters.size(); c++) {
            for (Row row : clusters.get(c).getPoints()) {
                cluster[row.index] = c;
            }
        }
        return cluster;
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

    private record Row(int index, double[] point) implements Clusterable {
        @Override
        public double[] getPoint() {
            return point;
        }
    }
}
