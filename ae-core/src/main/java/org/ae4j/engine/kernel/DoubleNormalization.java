package org.ae4j.engine.kernel;

import org.ae4j.engine.program.Normalization;

/** Batch normalisation (Ioffe and Szegedy 2015, algorithm 1 and section 3), number by number. */
final class DoubleNormalization {
    private final Normalization stage;
    private final DoubleMemory parameters;

    DoubleNormalization(Normalization stage, Memory parameters) {
        this.stage = stage;
        this.parameters = (DoubleMemory) parameters;
    }

    /** Column j's sum of squares becomes 1/√(variance + ε); the running statistics get their gradients. */
    void statistics(DoubleMemory means, DoubleMemory squareSums, int j, int rows, DoubleMemory gradients) {
        double variance = squareSums.get(j) / rows;
        squareSums.set(j, 1 / Math.sqrt(variance + stage.epsilon()));
        double share = 1 - stage.decay();
        gradients.set(stage.mean() + j, share * (parameters.get(stage.mean() + j) - means.get(j)));
        gradients.set(stage.variance() + j, share * (parameters.get(stage.variance() + j) - variance));
    }

    /** γx̂ + β. */
    double scaled(double normalized, int j) {
        return parameters.get(stage.gamma() + j) * normalized + parameters.get(stage.beta() + j);
    }

    /** γ/deviation·(d − (Σd + x̂·Σdx̂)/n). */
    double gradient(
            double d, double normalized, double inverseDeviation, DoubleMemory gradients, int batchRows, int j) {
        double sums = gradients.get(stage.beta() + j) + normalized * gradients.get(stage.gamma() + j);
        return parameters.get(stage.gamma() + j) * inverseDeviation * (d - sums / batchRows);
    }

    /** γ(x − running mean)/√(running variance + ε) + β. */
    double running(double x, int j) {
        double deviation = Math.sqrt(parameters.get(stage.variance() + j) + stage.epsilon());
        return scaled((x - parameters.get(stage.mean() + j)) / deviation, j);
    }
}
