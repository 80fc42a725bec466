package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ae4j.IncompatibleDataException;
import org.ae4j.data.Samples;
import org.ae4j.model.NearestRows;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * How well generated rows stand for real ones, by their features. Figures depend on the features, such as those of a
 * {@link FeatureClassifier}, and on the number of rows: only those of the same features and as many rows compare. Real
 * rows that the generator was not trained on, halved, say what is to be had.
 *
 * @param frechetDistance between the normal distributions with the moments of both, in squared units of the features:
 *     |μ₁ − μ₂|² + tr(C₁ + C₂ − 2 (C₁ C₂)^½); 0 is best. Heusel et al. 2017, section 4, "Performance
 *     Measure". Few rows make it too large: take many times as many as there are features
 * @param precision the share of generated rows, 0..1, that lie among real ones: within the distance of some real row to its
 *     {@value #NEIGHBOURS}rd nearest other real row. Kynkäänniemi et al. 2019, section 2, equations 1 and 2. A single real
 *     row far from all others reaches far, and may take in noise: density tells
 * @param recall the share of real rows that lie among generated ones, the same with both exchanged: near 0 for a generator
 *     that gives few different rows
 * @param density how many real rows have a generated row within their distance, divided by {@value #NEIGHBOURS}, on
 *     average: about 1 where both are alike, near 0 for noise, above 1 where generated rows keep to crowded places. Naeem
 *     et al. 2020, section 3
 * @param coverage the share of real rows, 0..1, that have a generated row within their distance: expected
 *     1 − ½^{@value #NEIGHBOURS} of as many rows that are alike. Naeem et al. 2020, section 3, who take 5 neighbours
 * @see <a href="https://arxiv.org/abs/1706.08500">Heusel et al. 2017</a>
 * @see <a href="https://arxiv.org/abs/1904.06991">Kynkäänniemi et al. 2019</a>
 * @see <a href="https://arxiv.org/abs/2002.09797">Naeem et al. 2020</a>
 */
public record SampleQuality(double frechetDistance, double precision, double recall, double density, double coverage) {
    /** A row's surroundings reach to this neighbour. */
    public static final int NEIGHBOURS = 3;

    /**
     * Compares rows. Takes time of real² + generated² + 3 · real · generated, each times the features: some seconds for
     * 5,000 rows each with 128 features.
     *
     * @param realFeatures {@code [rows, features]}, at least {@value #NEIGHBOURS} + 1 rows
     * @param generatedFeatures {@code [rows, features]}, at least as many
     * @throws IncompatibleDataException if there are fewer rows, they differ in length, or a value is not finite
     */
    public static SampleQuality of(float[][] realFeatures, float[][] generatedFeatures) {
        checkCount("real", realFeatures);
        checkCount("generated", generatedFeatures);
        // Refuses rows of different widths and what is not finite.
        Samples.of(Samples.of(realFeatures).schema(), generatedFeatures);
        double[] radii = radii(realFeatures);
        int[] around = new NearestRows(realFeatures).around(generatedFeatures, radii);
        int[] aroundReal = new NearestRows(generatedFeatures).around(realFeatures, radii(generatedFeatures));
        double[] nearest = Memorization.of(generatedFeatures, realFeatures).distances();
        return new SampleQuality(
                frechetDistance(realFeatures, generatedFeatures),
                share(around.length, i -> around[i] > 0),
                share(aroundReal.length, i -> aroundReal[i] > 0),
                Arrays.stream(around).asLongStream().sum() / ((double) NEIGHBOURS * around.length),
                share(nearest.length, i -> nearest[i] <= radii[i]));
    }

    private static void checkCount(String kind, float[][] features) {
        if (features.length <= NEIGHBOURS) {
            throw new IncompatibleDataException("quality is measured on at least %d rows of each kind, found %d %s ones"
                    .formatted(NEIGHBOURS + 1, features.length, kind));
        }
    }

    private static double[] radii(float[][] rows) {
        return new NearestRows(rows).distances(rows, NEIGHBOURS)[0];
    }

    private static double share(int rows, IntPredicate condition) {
        return IntStream.range(0, rows).filter(condition).count() / (double) rows;
    }

    private static double frechetDistance(float[][] real, float[][] generated) {
        RealMatrix first = RowMatrix.of(real, real[0]);
        RealMatrix second = RowMatrix.of(generated, real[0]);
        double distance = 0;
        for (int j = 0; j < first.getColumnDimension(); j++) {
            double difference = StatUtils.mean(first.getColumn(j)) - StatUtils.mean(second.getColumn(j));
            distance += difference * difference;
        }
        RealMatrix c1 = new Covariance(first).getCovarianceMatrix();
        RealMatrix c2 = new Covariance(second).getCovarianceMatrix();
        return distance + Math.max(0, c1.getTrace() + c2.getTrace() - 2 * rootOfProduct(c1, c2));
    }

    /** tr((C₁ C₂)^½): the roots of the eigenvalues of the symmetric C₁^½ C₂ C₁^½, which are the same. */
    private static double rootOfProduct(RealMatrix c1, RealMatrix c2) {
        var decomposition = new EigenDecomposition(c1);
        double[] values = decomposition.getRealEigenvalues();
        double[][] root = decomposition.getVT().getData();
        for (int i = 0; i < values.length; i++) {
            double factor = Math.sqrt(Math.max(0, values[i]));
            for (int j = 0; j < values.length; j++) {
                root[i][j] *= factor;
            }
        }
        RealMatrix half = new Array2DRowRealMatrix(root, false);
        RealMatrix product = half.multiply(c2).multiply(half.transpose());
        RealMatrix symmetric = product.add(product.transpose()).scalarMultiply(0.5);
        return Arrays.stream(new EigenDecomposition(symmetric).getRealEigenvalues())
                .map(value -> Math.sqrt(Math.max(0, value)))
                .sum();
    }
}
