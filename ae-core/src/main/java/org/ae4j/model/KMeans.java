package org.ae4j.model;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.ml.clustering.CentroidCluster;
import org.apache.commons.math3.ml.clustering.Clusterable;
import org.apache.commons.math3.ml.clustering.KMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.clustering.MultiKMeansPlusPlusClusterer;
import org.apache.commons.math3.ml.distance.EuclideanDistance;
import org.apache.commons.math3.random.Well19937c;

/**
 * Groups of rows around their means, with spread starting points (k-means++).
 *
 * @see <a href="https://dl.acm.org/doi/10.5555/1283383.1283494">Arthur and Vassilvitskii 2007</a>
 */
public final class KMeans {
    private static final int ITERATIONS = 100;

    private KMeans() {}

    /**
     * The cluster of each row.
     *
     * @param rows {@code [rows, width]}, finite
     * @param k how many clusters, from 1 to the number of rows
     * @param starts of as many runs the one with the least variance within clusters is taken, at least 1
     * @param seed of the starts
     * @return {@code [rows]}, each 0 … {@code k − 1}
     */
    public static int[] clusters(double[][] rows, int k, int starts, long seed) {
        var points = new ArrayList<Row>(rows.length);
        for (double[] row : rows) {
            points.add(new Row(points.size(), row));
        }
        var once = new KMeansPlusPlusClusterer<Row>(k, ITERATIONS, new EuclideanDistance(), new Well19937c(seed));
        List<CentroidCluster<Row>> clusters = new MultiKMeansPlusPlusClusterer<>(once, starts).cluster(points);
        int[] cluster = new int[rows.length];
        for (int c = 0; c < clusters.size(); c++) {
            for (Row row : clusters.get(c).getPoints()) {
                cluster[row.index] = c;
            }
        }
        return cluster;
    }

    private record Row(int index, double[] point) implements Clusterable {
        @Override
        public double[] getPoint() {
            return point;
        }
    }
}
