package org.ae4j.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Multinomial logistic regression with an L2 penalty of ½|weights|², intercepts free: the summed loss that
 * scikit-learn's default minimises. No randomness: each step minimises a quadratic that bounds the loss from above,
 * with Nesterov's momentum, begun anew whenever it leads astray.
 *
 * @see <a href="https://doi.org/10.1007/BF00048682">Böhning 1992, the bound</a>
 * @see <a href="https://doi.org/10.1007/s10208-013-9150-3">O'Donoghue and Candès 2015, the restart</a>
 */
final class LinearProbe {
    private static final double RIDGE = 1;
    private static final int STEPS = 1000;
    /** A step that changes no weight by more than this is the last. */
    private static final double SMALL_STEP = 1e-4;
    /** Fixed, so that sums are added in one order whatever the number of processors. */
    private static final int PARTS = 16;

    private final double[][] inputs;
    private final int[] labels;
    private final int classes;
    private final int width;

    private LinearProbe(LabelledCodes known) {
        inputs = known.codes();
        labels = known.labels();
        classes = known.classes();
        width = inputs[0].length + 1;
    }

    /** The fraction of {@code asked} that a classifier trained on {@code known} names rightly. */
    static double accuracy(LabelledCodes known, LabelledCodes asked) {
        double[][] weights = weights(known);
        return asked.accuracy(Arrays.stream(asked.codes())
                .mapToInt(code -> largest(scores(weights, code)))
                .toArray());
    }

    /** {@code [code + 1][classes]}, the intercepts last. */
    static double[][] weights(LabelledCodes known) {
        return new LinearProbe(known).fit().getData();
    }

    private RealMatrix fit() {
        DecompositionSolver bound = new CholeskyDecomposition(bound()).getSolver();
        RealMatrix weights = new Array2DRowRealMatrix(width, classes);
        RealMatrix ahead = weights;
        double momentum = 1;
        for (int i = 0; i < STEPS; i++) {
            RealMatrix descent = descent(ahead.getData());
            RealMatrix step = bound.solve(descent);
            RealMatrix next = ahead.add(step);
            RealMatrix change = next.subtract(weights);
            boolean astray = descent.transpose().multiply(change).getTrace() < 0;
            double grown = astray ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
            ahead = astray ? weights : next.add(change.scalarMultiply((momentum - 1) / grown));
            weights = astray ? weights : next;
            momentum = grown;
            if (largest(step) < SMALL_STEP) {
                break;
            }
        }
        return weights;
    }

    /** ½XᵀX and the penalty: bounds the loss's second derivative for every class. */
    private RealMatrix bound() {
        double[][] bound = new double[width][width];
        for (double[] input : inputs) {
            for (int i = 0; i < width; i++) {
                double half = 0.5 * (i < width - 1 ? input[i] : 1);
                double[] row = bound[i];
                for (int j = 0; j < Math.min(i + 1, width - 1); j++) {
                    row[j] += half * input[j];
                }
            }
        }
        bound[width - 1][width - 1] = 0.5 * inputs.length;
        for (int i = 0; i < width; i++) {
            bound[i][i] += i < width - 1 ? RIDGE : 0;
            for (int j = 0; j < i; j++) {
                bound[j][i] = bound[i][j];
            }
        }
        return new Array2DRowRealMatrix(bound, false);
    }

    /** The loss's negative gradient. */
    private RealMatrix descent(double[][] weights) {
        List<double[][]> parts = IntStream.range(0, PARTS)
                .parallel()
                .mapToObj(part -> descent(weights, part))
                .toList();
        RealMatrix sum = new Array2DRowRealMatrix(width, classes);
        for (double[][] part : parts) {
            sum = sum.add(new Array2DRowRealMatrix(part, false));
        }
        for (int j = 0; j < width - 1; j++) {
            for (int k = 0; k < classes; k++) {
                sum.addToEntry(j, k, -RIDGE * weights[j][k]);
            }
        }
        return sum;
    }

    private double[][] descent(double[][] weights, int part) {
        double[][] sum = new double[width][classes];
        for (int i = part; i < inputs.length; i += PARTS) {
            double[] missing = softmax(scores(weights, inputs[i]));
            for (int k = 0; k < classes; k++) {
                missing[k] = (k == labels[i] ? 1 : 0) - missing[k];
            }
            for (int j = 0; j < width; j++) {
                addScaled(sum[j], missing, j < width - 1 ? inputs[i][j] : 1);
            }
        }
        return sum;
    }

    private static double[] scores(double[][] weights, double[] input) {
        double[] scores = weights[input.length].clone();
        for (int j = 0; j < input.length; j++) {
            addScaled(scores, weights[j], input[j]);
        }
        return scores;
    }

    private static void addScaled(double[] sum, double[] values, double factor) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += factor * values[k];
        }
    }

    /** In place. */
    private static double[] softmax(double[] scores) {
        double max = scores[largest(scores)];
        double sum = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = Math.exp(scores[k] - max);
            sum += scores[k];
        }
        for (int k = 0; k < scores.length; k++) {
            scores[k] /= sum;
        }
        return scores;
    }

    private static int largest(double[] values) {
        int best = 0;
        for (int k = 1; k < values.length; k++) {
            best = values[k] > values[best] ? k : best;
        }
        return best;
    }

    private static double largest(RealMatrix matrix) {
        return Arrays.stream(matrix.getData())
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }
}
