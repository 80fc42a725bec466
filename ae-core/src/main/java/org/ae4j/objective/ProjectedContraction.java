package org.ae4j.objective;

import java.util.random.RandomGenerator;

/**
 * Of any encoder: ‖(h(x + εv) − h(x))/ε‖² for a standard normal v, drawn anew for each row and step. For small ε its mean is
 * the squared Frobenius norm of ∂h/∂x, as E‖Jv‖² = tr(JᵀJ) (Hutchinson 1990).
 */
final class ProjectedContraction implements Contraction {
    /** Small against standardised columns, large against the rounding of single precision. */
    private static final double EPSILON = 1e-2;

    private final double weight;

    ProjectedContraction(double weight) {
        this.weight = weight;
    }

    @Override
    public int copies() {
        return 2;
    }

    @Override
    public void extend(float[] input, int rows, int width, int columns, RandomGenerator random) {
        System.arraycopy(input, 0, input, rows * width, rows * width);
        for (int row = rows; row < 2 * rows; row++) {
            for (int i = row * width; i < row * width + columns; i++) {
                input[i] += (float) (EPSILON * random.nextGaussian());
            }
        }
    }

    @Override
    public double add(double[] given, int rows, int size, double[] gradient) {
        double factor = weight / (EPSILON * EPSILON);
        int half = rows * size;
        double sum = 0;
        for (int i = 0; i < half; i++) {
            double difference = given[half + i] - given[i];
            sum += factor * difference * difference;
            gradient[half + i] += 2 * factor * difference;
            gradient[i] -= 2 * factor * difference;
        }
        return sum;
    }
}
