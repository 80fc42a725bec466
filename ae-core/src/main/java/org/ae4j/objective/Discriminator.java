package org.ae4j.objective;

import org.ae4j.engine.TrainableNetwork;

/**
 * A network that learns to tell real rows from others, and the game against it (Goodfellow et al. 2014, section 3, with the
 * non-saturating loss): it gives one number l a row, the logit of "real".
 */
final class Discriminator implements AutoCloseable {
    private final TrainableNetwork network;
    private double[] rows = new double[0];
    private double[] logits = new double[0];
    private double[] gradient = new double[0];
    private double[] inputGradient = new double[0];
    private int seen;
    private double lastLoss;

    /** Takes the network over. */
    Discriminator(TrainableNetwork network) {
        this.network = network;
    }

    /**
     * One round: what passing as real costs the others, −log σ(l), and the discriminator's own gradients, kept for
     * {@link #update}.
     *
     * @param real {@code [realRows, width]}
     * @param others {@code [otherRows, width]}
     * @param weight factor on loss and gradient of the others
     * @param othersGradient {@code [otherRows, width]}: the gradient with respect to the others is added
     * @param seed of dropout
     * @return the loss of the others, summed
     */
    double round(
            double[] real,
            int realRows,
            double[] others,
            int otherRows,
            double weight,
            double[] othersGradient,
            long seed) {
        int width = network.inputs();
        seen = realRows + otherRows;
        reserve(seen, width);
        System.arraycopy(real, 0, rows, 0, realRows * width);
        System.arraycopy(others, 0, rows, realRows * width, otherRows * width);
        network.forward(rows, seen, seed);
        network.readOutput(logits);
        lastLoss = foolingGradient(realRows, weight);
        network.outputGradient(gradient);
        network.backward();
        network.readInputGradient(inputGradient);
        for (int i = 0; i < otherRows * width; i++) {
            othersGradient[i] += inputGradient[realRows * width + i];
        }
        for (int i = 0; i < seen; i++) {
            gradient[i] = sigmoid(logits[i]) - (i < realRows ? 1 : 0);
        }
        network.outputGradient(gradient);
        network.backward();
        return lastLoss;
    }

    /** What the last {@link #round} returned: the state of the game, which need not fall while all goes well. */
    double lastLoss() {
        return lastLoss;
    }

    private double foolingGradient(int realRows, double weight) {
        double loss = 0;
        for (int i = 0; i < seen; i++) {
            boolean isReal = i < realRows;
            gradient[i] = isReal ? 0 : weight * (sigmoid(logits[i]) - 1);
            loss += isReal ? 0 : weight * softplus(-logits[i]);
        }
        return loss;
    }

    /** Learns from the last {@link #round}. */
    void update() {
        network.update(seen);
    }

    @Override
    public void close() {
        network.close();
    }

    private void reserve(int count, int width) {
        if (logits.length < count) {
            rows = new double[count * width];
            inputGradient = new double[count * width];
            logits = new double[count];
            gradient = new double[count];
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
