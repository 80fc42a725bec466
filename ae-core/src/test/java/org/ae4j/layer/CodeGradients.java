package org.ae4j.layer;

import java.util.SplittableRandom;

/** The gradients of code functions and code terms against central differences, the noise frozen by its seed. */
final class CodeGradients {
    private static final double STEP = 1e-6;

    private CodeGradients() {}

    /** A step with the same noise whenever it is made. */
    static Step step(double epoch) {
        return new Step(0, epoch, new SplittableRandom(17));
    }

    /** Standard normal numbers. */
    static double[] normal(int count, long seed) {
        var random = new SplittableRandom(seed);
        return random.doubles(count).map(u -> random.nextGaussian()).toArray();
    }

    /** ‖numeric − backward‖ / (‖numeric‖ + ‖backward‖) of a linear loss behind the code plus the function's own. */
    static double relativeError(CodeFunction function, double[] given, int rows, double epoch) {
        double[] slopes = normal(rows * function.outputs(), 23);
        loss(function, given, rows, slopes, epoch);
        double[] backward = new double[given.length];
        function.backward(slopes, backward);
        double[] numeric = new double[given.length];
        for (int i = 0; i < given.length; i++) {
            double value = given[i];
            given[i] = value + STEP;
            double up = loss(function, given, rows, slopes, epoch);
            given[i] = value - STEP;
            double down = loss(function, given, rows, slopes, epoch);
            given[i] = value;
            numeric[i] = (up - down) / (2 * STEP);
        }
        return distance(numeric, backward);
    }

    private static double loss(CodeFunction function, double[] given, int rows, double[] slopes, double epoch) {
        double[] code = new double[rows * function.outputs()];
        double loss = function.forward(given, rows, code, step(epoch));
        for (int i = 0; i < code.length; i++) {
            loss += slopes[i] * code[i];
        }
        return loss;
    }

    /** The same of a term's loss. */
    static double relativeError(CodeTerm term, double[] code, int rows) {
        double[] added = new double[code.length];
        term.add(code, rows, null, added, step(0));
        double[] numeric = new double[code.length];
        for (int i = 0; i < code.length; i++) {
            double value = code[i];
            code[i] = value + STEP;
            double up = term.add(code, rows, null, new double[code.length], step(0));
            code[i] = value - STEP;
            double down = term.add(code, rows, null, new double[code.length], step(0));
            code[i] = value;
            numeric[i] = (up - down) / (2 * STEP);
        }
        return distance(numeric, added);
    }

    private static double distance(double[] numeric, double[] backward) {
        double apart = 0;
        double numericNorm = 0;
        double backwardNorm = 0;
        for (int i = 0; i < numeric.length; i++) {
            apart += (numeric[i] - backward[i]) * (numeric[i] - backward[i]);
            numericNorm += numeric[i] * numeric[i];
            backwardNorm += backward[i] * backward[i];
        }
        if (numericNorm == 0) {
            throw new AssertionError("a gradient of 0 checks nothing");
        }
        return Math.sqrt(apart) / (Math.sqrt(numericNorm) + Math.sqrt(backwardNorm));
    }
}
