package org.ae4j.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ae4j.data.Samples;
import org.ae4j.model.Autoencoder;
import org.ae4j.model.FittedScaling;
import org.ae4j.model.Provenance;
import org.ae4j.spec.AutoencoderSpec;
import org.ae4j.spec.Bottleneck;
import org.ae4j.spec.Likelihood;
import org.ae4j.spec.Presets;
import org.ae4j.spec.Scaling;
import org.apache.commons.math3.distribution.MultivariateNormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;

/**
 * A variational model without hidden layers, of three numbers by two: x = Wz + b + σε, so that p(x) = N(b, WWᵀ + σ²I) is known.
 * W's columns are orthogonal: its posterior is a normal with independent numbers, which the encoder can give exactly.
 *
 * @param meanError added to the means that the encoder gives
 * @param logVarianceError added to its log variances
 */
record LinearGaussian(double meanError, double logVarianceError) {
    static final double SIGMA = 0.5;
    private static final double[][] W = {{1, 1}, {1, -1}, {0.5, 0}};
    private static final double[] B = {0.3, -0.2, 1};
    private static final double[] SQUARES = {2.25, 2};

    static LinearGaussian exact() {
        return new LinearGaussian(0, 0);
    }

    static Samples rows() {
        return Samples.of(new float[][] {{0, 0, 0}, {1, 0.5f, 1.5f}, {-1, 1, 2}, {0.3f, -0.2f, 1}, {2, -2, 0.5f}});
    }

    static AutoencoderSpec spec() {
        return Presets.variational(rows().schema())
                .hidden()
                .scaling(Scaling.none())
                .bottleneck(Bottleneck.variational(2))
                .likelihood(Likelihood.gaussian(SIGMA));
    }

    Autoencoder model() {
        return model(spec(), List.of());
    }

    /** The same with σ² as a learned number. */
    Autoencoder learned() {
        return model(spec().likelihood(Likelihood.gaussian().learnedSigma()), List.of());
    }

    /**
     * A model that is told the class and shifts b by an amount of its own for each.
     *
     * @param shifts one a class
     */
    Autoencoder conditional(AutoencoderSpec spec, List<Double> shifts) {
        return model(spec, shifts);
    }

    private Autoencoder model(AutoencoderSpec spec, List<Double> shifts) {
        var numbers = new ArrayList<Double>();
        for (int j = 0; j < 2; j++) { // means: slopes of a code's number, first of the row, then of the classes
            double[] slopes = slopes(j);
            for (double slope : slopes) {
                numbers.add(slope);
            }
            shifts.forEach(shift -> numbers.add(-shift * (slopes[0] + slopes[1] + slopes[2])));
        }
        for (int i = 0; i < 2 * (3 + shifts.size()); i++) {
            numbers.add(0.0); // log variances are the same for all rows
        }
        for (int j = 0; j < 2; j++) {
            double[] slopes = slopes(j);
            numbers.add(meanError - slopes[0] * B[0] - slopes[1] * B[1] - slopes[2] * B[2]);
        }
        for (int j = 0; j < 2; j++) {
            numbers.add(logVarianceError + Math.log(variance(j)));
        }
        for (double[] row : W) {
            numbers.add(row[0]);
            numbers.add(row[1]);
            numbers.addAll(shifts);
        }
        for (double b : B) {
            numbers.add(b);
        }
        if (spec.likelihood() instanceof Likelihood.LearnedGaussian) {
            numbers.add(SIGMA * SIGMA);
        }
        float[] parameters = new float[numbers.size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = numbers.get(i).floatValue();
        }
        return new Autoencoder(
                spec, FittedScaling.fit(spec.scaling(), rows()), parameters, new Provenance("", 5, "{}", "none", ""));
    }

    private static double[] slopes(int j) {
        double factor = variance(j) / (SIGMA * SIGMA);
        return new double[] {factor * W[0][j], factor * W[1][j], factor * W[2][j]};
    }

    private static double variance(int j) {
        return 1 / (1 + SQUARES[j] / (SIGMA * SIGMA));
    }

    /** KL(q(z|x) ‖ p(z|x)), the same for every row: what the evidence lower bound is below log p(x). */
    double gap() {
        double gap = 0;
        for (int j = 0; j < 2; j++) {
            gap += (meanError * meanError / variance(j) + Math.exp(logVarianceError) - 1 - logVarianceError) / 2;
        }
        return gap;
    }

    /** The mean of log p(x) over {@link #rows}. */
    static double logLikelihood() {
        double sum = 0;
        for (int i = 0; i < rows().rows(); i++) {
            sum += logLikelihood(rows().row(i), 0);
        }
        return sum / rows().rows();
    }

    /** log p(x) where b is shifted, of the numbers of x that are not NaN. */
    static double logLikelihood(float[] x, double shift) {
        int[] there = IntStream.range(0, 3).filter(i -> !Float.isNaN(x[i])).toArray();
        var w = new Array2DRowRealMatrix(W);
        var covariance = w.multiply(w.transpose())
                .add(MatrixUtils.createRealIdentityMatrix(3).scalarMultiply(SIGMA * SIGMA))
                .getSubMatrix(there, there);
        double[] means = IntStream.of(there).mapToDouble(i -> B[i] + shift).toArray();
        double[] values = IntStream.of(there).mapToDouble(i -> x[i]).toArray();
        return Math.log(new MultivariateNormalDistribution(means, covariance.getData()).density(values));
    }
}
